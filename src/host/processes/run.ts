import { execa } from 'execa'
import type { Clock, Finished, Processes, ProcessIdentity, RunOptions } from '../host.ts'
import { MARK_VARIABLE } from './source.ts'
import { emptyCommand, startError } from './start-error.ts'

interface Needs {
  /** What is alive of the session that `leader` leads or led, and of the mark. (A zombie is not.) */
  group(leader: number, mark: string | undefined): Promise<ProcessIdentity[]>
  signal: Processes['signal']
  identity: Processes['identity']
  sleep: Clock['sleep']
}

type Output = ('pipe' | { file: string; append: true })[]

/** Between SIGTERM and SIGKILL of a command that was cancelled or took too long. */
const GRACE_MS = 1000
/** A daemon that the command left behind may hold its output open: it is not waited for. */
const OUTPUT_GRACE_MS = 300
const POLL_MS = 20
const MAX_KILLS = 100

/**
 * Runs a command in a session of its own. Past its time, or cancelled, it is ended with everything in its group and,
 * where it was given a mark, everything that carries that. Rejects with `tool-missing`, `start-failed`, or the
 * signal's reason.
 */
export async function runCommand(
  argv: readonly string[],
  options: RunOptions,
  needs: Needs,
): Promise<Finished> {
  const [program, ...args] = argv
  if (program === undefined || program === '') throw emptyCommand()
  options.signal?.throwIfAborted()
  const env = { ...(options.env ?? process.env) }
  if (options.mark !== undefined) env[MARK_VARIABLE] = options.mark
  const output: Output = options.log === undefined ? ['pipe'] : ['pipe', { file: options.log, append: true }]
  const child = execa(program, args, {
    cwd: options.cwd,
    env,
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    ...(options.input === undefined ? { stdin: 'ignore' } : { input: options.input }),
    stdout: output,
    stderr: output,
    stripFinalNewline: false,
  })
  let timedOut = false
  let ending: Promise<void> | null = null
  const end = (): void => {
    ending ??= endAll(child.pid, options.mark, needs)
  }
  const timer = setTimeout(
    () => {
      timedOut = true
      end()
    },
    options.timeoutMs ?? 2 ** 31 - 1,
  )
  options.signal?.addEventListener('abort', end, { once: true })
  child.nodeChildProcess.once('exit', () => {
    clearTimeout(timer)
    setTimeout(() => {
      child.stdout?.destroy()
      child.stderr?.destroy()
    }, OUTPUT_GRACE_MS).unref()
  })
  const telling = tell(child.pid, options.started, needs)
  const result = await child
  await telling
  clearTimeout(timer)
  options.signal?.removeEventListener('abort', end)
  await ending
  if (child.pid === undefined) throw await startError(result.cause ?? result, argv, options.cwd, env)
  options.signal?.throwIfAborted()
  return {
    exitCode: result.exitCode ?? null,
    signal: (result.signal as NodeJS.Signals | undefined) ?? null,
    stdout: textOf(result.stdout),
    stderr: textOf(result.stderr),
    timedOut,
  }
}

/** Whoever is told has no say in how the command ends. */
async function tell(
  pid: number | undefined,
  started: RunOptions['started'],
  { identity }: Needs,
): Promise<void> {
  if (pid === undefined || started === undefined) return
  const process = await identity(pid)
  if (process !== null) await started(process).catch(() => undefined)
}

/** Asks everything of the command to end, and kills what has not after the grace. */
async function endAll(leader: number | undefined, mark: string | undefined, needs: Needs): Promise<void> {
  if (leader === undefined) return
  const alive = (): Promise<ProcessIdentity[]> => needs.group(leader, mark)
  for (const process of await alive()) await needs.signal(process, 'SIGTERM')
  for (let waitedMs = 0; waitedMs < GRACE_MS && (await alive()).length > 0; waitedMs += POLL_MS) {
    await needs.sleep(POLL_MS)
  }
  for (let round = 0; round < MAX_KILLS; round++) {
    const left = await alive()
    if (left.length === 0) return
    for (const process of left) await needs.signal(process, 'SIGKILL')
    await needs.sleep(POLL_MS)
  }
}

function textOf(output: unknown): string {
  return typeof output === 'string' ? output : ''
}
