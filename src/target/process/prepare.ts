/** The steps of `prepare`: commands that are run once before the start. */
import { join } from 'node:path'
import { durationMs } from '../../units.ts'
import { type OneCommand, runCommand } from '../app/command.ts'
import { argvOf, directory, expandAll } from '../app/templates.ts'
import type { Runtime } from './runtime.ts'
import { type Surroundings, sharedVariables } from './variables.ts'

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
