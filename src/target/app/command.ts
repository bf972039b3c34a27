/** A command of the configuration that runs to its end: preparation, build, check, migration, deploy, route. */
import { dirname } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import type { Finished } from '../../host/host.ts'
import { formatMs } from '../../units.ts'
import type { CommandLine, TargetContext } from '../target.ts'
import { quoteLines } from './last-lines.ts'
import type { Redact } from './redact.ts'

const LINES_SHOWN = 20

export interface OneCommand {
  what: string
  argv: readonly string[]
  cwd: string
  env: Readonly<Record<string, string>>
  timeoutMs: number
  log: string
}

/** What commands run in. */
export interface Commanding {
  context: TargetContext
  redact: Redact
  /** What every child inherits. */
  baseEnv: Readonly<Record<string, string>>
}

/** The command as a person would type it. */
export function commandLine(
  { argv, cwd, env }: Pick<OneCommand, 'argv' | 'cwd' | 'env'>,
  redact: Redact,
): CommandLine {
  const shown = Object.entries(env).map(([name, value]) => [name, redact(value)])
  return { argv: argv.map(redact), cwd, env: Object.fromEntries(shown) }
}

type Written = Pick<Finished, 'stdout' | 'stderr'>

/** What else is done about a command while its own undo is on disk; whatever carries its mark ends with that. */
export type Within = (mark: string, act: () => Promise<Written>) => Promise<Written>

/** Journaled like every change; throws `command-failed` with the last lines. Resolves with what it wrote. */
export async function runCommand(
  command: OneCommand,
  commanding: Commanding,
  signal: AbortSignal,
  within: Within = (_mark, act) => act(),
): Promise<Written> {
  signal.throwIfAborted()
  const { context, redact } = commanding
  const mark = context.nextMark()
  const undo = { kind: 'end-processes', args: { mark } }
  const intent = { what: redact(command.what), undo, command: commandLine(command, redact) }
  context.progress(intent.what)
  return context.change(intent, () => within(mark, () => toItsEnd(command, mark, commanding, signal)))
}

async function toItsEnd(
  command: OneCommand,
  mark: string,
  { context: { host }, redact, baseEnv }: Commanding,
  signal: AbortSignal,
): Promise<Written> {
  await host.files.makeDir(dirname(command.log))
  const finished = await host.processes.run(command.argv, {
    cwd: command.cwd,
    env: { ...baseEnv, ...command.env },
    mark,
    timeoutMs: command.timeoutMs,
    signal,
    log: command.log,
  })
  signal.throwIfAborted()
  if (finished.exitCode === 0) return finished
  const lines = `${finished.stdout}\n${finished.stderr}`
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-LINES_SHOWN)
  const how = finished.timedOut
    ? `took longer than ${formatMs(command.timeoutMs)}`
    : `ended with ${finished.exitCode ?? finished.signal}`
  const quoted = quoteLines('the command', lines.map(redact))
  throw new FiredrillError('command-failed', `${redact(command.what)} ${how}.\n${quoted}`, {
    hint: `Run it by hand in ${command.cwd}; its whole output is in ${command.log}.`,
  })
}
