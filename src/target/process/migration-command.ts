/** One command about a release's migrations, with every template filled in. */

import { join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import { durationMs } from '../../units.ts'
import type { OneCommand } from '../app/command.ts'
import { argvOf, directory, expandAll } from '../app/templates.ts'
import type { Release } from '../target.ts'
import type { ProcessOptions } from './options.ts'
import { releaseVariables, type Surroundings } from './variables.ts'

export type MigrationOptions = NonNullable<ProcessOptions['migrations']>

/** Throws `capability-missing` for a direction that is not configured. */
export function migrationCommand(
  around: Surroundings,
  options: MigrationOptions,
  which: 'status' | 'up' | 'down',
  release: Pick<Release, 'version' | 'where'>,
): OneCommand {
  const run = options[which]
  if (run === undefined) {
    throw new FiredrillError('capability-missing', `migrations.${which} is not configured.`, {
      hint: `Give the command as migrations.${which}, or leave the step out.`,
    })
  }
  const variables = releaseVariables(around, release)
  const argv = argvOf(run, variables)
  return {
    what: `migrate ${which}: ${argv.join(' ')}`,
    argv,
    cwd: directory(around.root, options.cwd, variables),
    env: expandAll(options.env, variables),
    timeoutMs: durationMs(options.timeout),
    log: join(around.logs, 'migrate.log'),
  }
}
