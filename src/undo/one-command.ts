/**
 * The command of an undo outlives who ran it. A second one beside it would take back one step too many, where the tool
 * has a lock; or a step that is half done. So there is one at a time, whoever undoes.
 */
import type { Finished, Host, ProcessIdentity, RunOptions } from '../host/host.ts'
import { endProcesses, seen } from './end-processes.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

const POLL_MS = 100
/** Noted of a command before it is started: whatever carries the mark then may be it. */
const BEGUN = 'begun'

export interface Commands {
  /** What every command of the undo carries, and nothing else. */
  mark: string
  /** The file that says which process is the command. */
  running: string | null
  timeoutMs: number
}

/**
 * Resolves once no command of an earlier try is at work: with null, or with why the next one must not begin. One that
 * is, is waited for: a migration or a deploy that is ended half-way may leave a lock behind, or neither state. Beyond
 * its time limit it is ended. What a command that came to its end has started, such as instances, stays.
 */
export async function earlierEnded(
  { mark, running, timeoutMs }: Commands,
  context: UndoContext,
): Promise<UndoOutcome | null> {
  const { host } = context
  const carrying = await seen(host, mark)
  if (carrying.length === 0) return null
  const noted = await lastNote(running, host)
  if (noted !== null) {
    const isIt = ({ pid, startTime }: ProcessIdentity) => lineOf({ pid, startTime }) === noted
    const atWork = noted === BEGUN ? carrying : carrying.filter(isIt)
    if (await endWithin(timeoutMs, atWork, context)) return null
  }
  // Without a note nobody knows which one the command is.
  const ended = await endProcesses({ mark }, context)
  return ended.healed ? null : ended
}

/** Runs it with its note; where none can be written, without. */
export async function runNoted(
  argv: readonly string[],
  options: RunOptions,
  running: string | null,
  { files, processes }: Pick<Host, 'files' | 'processes'>,
): Promise<Finished> {
  if (running === null) return processes.run(argv, options)
  // It need not outlive the machine, as the command does not: it is not synced, which takes long on a busy disk.
  const note = async (line: string) => {
    const file = await files.openAppend(running)
    await file.append(`${line}\n`).finally(() => file.close())
  }
  // The note of the command before would say that this one has ended.
  await note(BEGUN).catch(() => files.remove(running).catch(() => undefined))
  return processes.run(argv, { ...options, started: (process) => note(lineOf(process)) })
}

async function endWithin(
  limitMs: number,
  all: readonly ProcessIdentity[],
  { host: { clock, processes }, givenUp }: UndoContext,
): Promise<boolean> {
  const untilMs = clock.monoMs() + limitMs
  for (const each of all)
    while (await processes.alive(each)) {
      givenUp?.throwIfAborted()
      if (clock.monoMs() >= untilMs) return false
      await clock.sleep(POLL_MS)
    }
  return true
}

function lineOf({ pid, startTime }: ProcessIdentity): string {
  return `${pid} ${startTime}`
}

async function lastNote(running: string | null, { files }: Host): Promise<string | null> {
  const text = running === null ? null : await files.readIfThere(running)
  return text?.trimEnd().split('\n').at(-1) || null
}
