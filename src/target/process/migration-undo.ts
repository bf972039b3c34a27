/** How a move of the schema is taken back, where that is the run's business. */
import type { UndoSpec } from '../../undo/undo.ts'
import { createMovingBack } from '../app/migration-undo.ts'
import type { MigrationParts } from '../app/migrations.ts'
import { namesIn } from '../app/templates.ts'
import { type MigrationOptions, migrationCommand } from './migration-command.ts'
import type { ProcessOptions } from './options.ts'
import type { Runtime } from './runtime.ts'
import type { Surroundings } from './variables.ts'

export function createMigrationUndo(around: Surroundings, runtime: Runtime): MigrationParts['undoOf'] {
  const { options } = around
  const { migrations } = options
  if (!migrations || !outlivesRun(options)) return async () => nothing('the database ends with the run')
  const movingBack = createMovingBack({
    commandOf: (which, release) => migrationCommand(around, migrations, which, release),
    inheritEnv: options.inheritEnv,
    commanding: runtime,
  })
  return async (release, direction, look) => {
    const back = direction === 'up' ? 'down' : 'up'
    if (migrations[back] !== undefined) return movingBack(release, direction, look)
    return nothing(
      `the schema stays as it is, and older code works on it: no migrations.${back} is configured`,
    )
  }
}

/**
 * Not where the commands name only services that the run itself starts, or a place in its own directory. An external
 * service always wins: whatever else is named may be no more than a place for logs.
 */
export function outlivesRun({
  migrations,
  services,
}: Pick<ProcessOptions, 'migrations' | 'services'>): boolean {
  const names = migrations ? textsOf(migrations).flatMap(namesIn) : []
  const isOwned = (name: string) => services[name]?.run !== undefined
  const used = names.flatMap((name) => /^services\.(.+)\.(?:url|port)$/.exec(name)?.[1] ?? [])
  if (used.length > 0) return !used.every(isOwned)
  return !names.includes('state') || !Object.keys(services).every(isOwned)
}

function textsOf({ status, up, down = [], cwd = '', env }: MigrationOptions): string[] {
  return [status, up, down, cwd, ...Object.values(env)].flat()
}

function nothing(because: string): UndoSpec {
  return { kind: 'nothing', args: { because } }
}
