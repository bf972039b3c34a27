/** The dry boot check of a release: its own command says whether an instance's configuration is complete. */

import { join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import { type OneCommand, runCommand } from '../app/command.ts'
import { argvOf } from '../app/templates.ts'
import type { GateFinding, Release } from '../target.ts'
import type { Runtime } from './runtime.ts'
import { instanceSpec } from './spec.ts'
import { instanceVariables, placesOf, type Surroundings } from './variables.ts'

const CHECK_TIMEOUT_MS = 30_000

/** Nothing is found where the configuration has no `release.check`. */
export async function checkCompleteness(
  around: Surroundings,
  runtime: Runtime,
  release: Pick<Release, 'version' | 'where'>,
): Promise<GateFinding[]> {
  const command = checkCommand(around, release)
  if (!command) return []
  try {
    await runCommand(command, runtime, runtime.context.signal)
    return []
  } catch (error) {
    if (!(error instanceof FiredrillError)) throw error
    return [
      {
        code: 'config-incomplete',
        reason: `The configuration is not complete for ${release.version}: ${error.message}`,
        hint: 'Give target.env what the release names; the check runs with an instance’s whole environment.',
      },
    ]
  }
}

/** With the environment that the first instance would be started with. Null where none is configured. */
export function checkCommand(
  around: Surroundings,
  { version, where }: Pick<Release, 'version' | 'where'>,
): OneCommand | null {
  const check = around.options.release?.check
  const [place] = placesOf(around)
  if (check === undefined || !place) return null
  const { cwd, env } = instanceSpec(around, place, where)
  return {
    what: `check the configuration for ${version}`,
    argv: argvOf(check, { ...instanceVariables(around, place, where), version }),
    cwd,
    env,
    timeoutMs: CHECK_TIMEOUT_MS,
    log: join(around.logs, 'check.log'),
  }
}
