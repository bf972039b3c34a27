/** The schema of an app under Compose: moved by commands in which the tag's variable stands for the release. */
import { join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import { durationMs } from '../../units.ts'
import { plainVersion } from '../app/broken-version.ts'
import type { OneCommand } from '../app/command.ts'
import { createMovingBack } from '../app/migration-undo.ts'
import { type MigrationParts, migrationsBy } from '../app/migrations.ts'
import { argvOf, expandAll } from '../app/templates.ts'
import type { Migrations, Release } from '../target.ts'
import { composeEnv } from './compose-env.ts'
import type { ComposeOptions } from './options.ts'
import { imageOf } from './release.ts'
import type { Runtime } from './runtime.ts'
import { type Surroundings, sharedVariables } from './surroundings.ts'

/** Null where the configuration has none. */
export function migrationsOf(around: Surroundings, runtime: Runtime): Migrations | null {
  const { migrations } = around.options
  if (!migrations) return null
  const commandOf: MigrationParts['commandOf'] = (which, release) =>
    migrationCommand(around, migrations, which, release)
  const { inheritEnv } = around.options
  return migrationsBy({
    commandOf,
    undoOf:
      around.found === undefined
        ? async () => ({ kind: 'nothing', args: { because: 'the database ends with the project' } })
        : createMovingBack({ commandOf, inheritEnv, commanding: runtime }),
    commanding: runtime,
  })
}

/** Throws `capability-missing` for a direction that is not configured. */
export function migrationCommand(
  around: Surroundings,
  options: NonNullable<ComposeOptions['migrations']>,
  which: 'status' | 'up' | 'down',
  release: Pick<Release, 'version'>,
): OneCommand {
  const run = options[which]
  if (run === undefined)
    throw new FiredrillError('capability-missing', `migrations.${which} is not configured.`, {
      hint: `Give the command as migrations.${which}, or leave the step out.`,
    })
  // What is wrong with a known-bad release is wrong with how it serves; its migrations are those of the good one.
  const version = plainVersion(release.version)
  const variables = { ...sharedVariables(around), version, release: imageOf(around, version) }
  const argv = argvOf(run, variables)
  return {
    what: `migrate ${which}: ${argv.join(' ')}`,
    argv,
    cwd: around.root,
    env: { ...composeEnv(around, version), ...expandAll(options.env, variables) },
    timeoutMs: durationMs(options.timeout),
    log: join(around.logs, 'migrate.log'),
  }
}
