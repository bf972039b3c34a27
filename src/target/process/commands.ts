/** Commands of the configuration that run to their end before the app starts: a release's build, migrations. */
import { dirname, join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
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
  const variables = sharedVariables(around)
  for (const step of around.options.prepare) {
    const argv = argvOf(step.run, variables)
    await runCommand(
      {
        what: `prepare: ${argv.join(' ')}`,
        argv,
        cwd: directory(around.root, step.cwd, variables),
        env: expandAll(step.env, variables),
        timeoutMs: durationMs(step.timeout),
        log: join(around.logs, 'prepare.log'),
      },
      runtime,
      signal,
    )
  }
}

/** Journaled like every change; throws `command-failed` with the last lines. */
export async function runCommand(command: OneCommand, runtime: Runtime, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const { context, redact, baseEnv } = runtime
  const { host } = context
  const mark = context.nextMark()
  const undo = { kind: 'end-processes', args: { mark } }
  const intent = { what: redact(command.what), undo, command: commandLine(command, redact) }
  context.progress(intent.what)
  await context.change(intent, async () => {
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
    if (finished.exitCode === 0) return
    const lines = `${finished.stdout}\n${finished.stderr}`
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-LINES_SHOWN)
    const how = finished.timedOut
      ? `took longer than ${formatMs(command.timeoutMs)}`
      : `ended with ${finished.exitCode ?? finished.signal}`
    const quoted = quoteLines('the command', lines.map(redact))
    throw new FiredrillError('command-failed', `${intent.what} ${how}.\n${quoted}`, {
      hint: `Run it by hand in ${command.cwd}; its whole output is in ${command.log}.`,
    })
  })
}
