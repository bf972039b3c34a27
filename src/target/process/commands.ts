/** Commands of the configuration that run to their end: preparation, builds, checks, migrations, deploys, routes. */
import { dirname, join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import type { Finished } from '../../host/host.ts'
import { durationMs, formatMs } from '../../units.ts'
import { quoteLines } from './last-lines.ts'
import type { Runtime } from './runtime.ts'
import { commandLine, directory } from './spec.ts'
import { argvOf, expandAll } from './templates.ts'
import { type Surroundings, sharedVariables } from './variables.ts'

const LINES_SHOWN = 20

export interface OneCommand {
  what: string
  argv: readonly string[]
  cwd: string
  env: Readonly<Record<string, string>>
  timeoutMs: number
  log: string
}

/** The steps of `prepare`, one after the other. */
export async function runPrepare(around: Surroundings, runtime: Runtime, signal: AbortSignal): Promise<void> {
  for (const command of prepareCommands(around)) await runCommand(command, runtime, signal)
}

export function prepareCommands(around: Surroundings): OneCommand[] {
  const variables = sharedVariables(around)
  return around.options.prepare.map((step) => {
    const argv = argvOf(step.run, variables)
    return {
      what: `prepare: ${argv.join(' ')}`,
      argv,
      cwd: directory(around.root, step.cwd, variables),
      env: expandAll(step.env, variables),
      timeoutMs: durationMs(step.timeout),
      log: join(around.logs, 'prepare.log'),
    }
  })
}

type Written = Pick<Finished, 'stdout' | 'stderr'>

/** What else is done about a command while its own undo is on disk; whatever carries its mark ends with that. */
export type Within = (mark: string, act: () => Promise<Written>) => Promise<Written>

/** Journaled like every change; throws `command-failed` with the last lines. Resolves with what it wrote. */
export async function runCommand(
  command: OneCommand,
  runtime: Runtime,
  signal: AbortSignal,
  within: Within = (_mark, act) => act(),
): Promise<Written> {
  signal.throwIfAborted()
  const { context, redact } = runtime
  const mark = context.nextMark()
  const undo = { kind: 'end-processes', args: { mark } }
  const intent = { what: redact(command.what), undo, command: commandLine(command, redact) }
  context.progress(intent.what)
  return context.change(intent, () => within(mark, () => toItsEnd(command, mark, runtime, signal)))
}

async function toItsEnd(
  command: OneCommand,
  mark: string,
  { context: { host }, redact, baseEnv }: Runtime,
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
