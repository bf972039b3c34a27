/** The schema of an app of processes: moved by the commands of a release's directory. */
import { migrationsBy } from '../app/migrations.ts'
import type { Migrations } from '../target.ts'
import { migrationCommand } from './migration-command.ts'
import { createMigrationUndo } from './migration-undo.ts'
import type { Runtime } from './runtime.ts'
import type { Surroundings } from './variables.ts'

/** Null where the configuration has none. */
export function migrationsOf(around: Surroundings, runtime: Runtime): Migrations | null {
  const { migrations } = around.options
  if (!migrations) return null
  return migrationsBy({
    commandOf: (which, release) => migrationCommand(around, migrations, which, release),
    undoOf: createMigrationUndo(around, runtime),
    commanding: runtime,
  })
}
