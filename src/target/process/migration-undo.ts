/** How a move of the schema is taken back, where that is the run's business. */
import { createHash } from 'node:crypto'
import type { UndoSpec } from '../../undo/undo.ts'
import { commandUndo } from '../app/command-undo.ts'
import type { MigrationParts } from '../app/migrations.ts'
import { namesIn } from '../app/templates.ts'
import { type MigrationOptions, migrationCommand } from './migration-command.ts'
import type { ProcessOptions } from './options.ts'
import type { Runtime } from './runtime.ts'
import type { Surroundings } from './variables.ts'

export function createMigrationUndo(around: Surroundings, runtime: Runtime): MigrationParts['undoOf'] {
  const { options } = around
  /** What the status was before this run moved anything, by release: moves at once must not see one another's. */
  const before = new Map<string, Promise<[string, string]>>()
  return async (release, direction, look) => {
    const { migrations } = options
    if (!migrations || !outlivesRun(options)) return nothing('the database ends with the run')
    const back = direction === 'up' ? 'down' : 'up'
    if (migrations[back] === undefined)
      return nothing(
        `the schema stays as it is, and older code works on it: no migrations.${back} is configured`,
      )
    const looked = before.get(release.version) ?? twice(() => look(release))
    before.set(release.version, looked)
    const [first, second] = await looked
    const command = migrationCommand(around, migrations, back, release)
    const status = migrationCommand(around, migrations, 'status', release)
    return commandUndo(command, runtime.context.nextMark(), around.options, runtime, {
      look: [...status.argv],
      before: digestOf(first),
      // A person must act where the status tells no two looks apart.
      byHand: first !== second,
    })
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

/** One after the other: a status that prints the time, or works, shows by the two. */
async function twice(look: () => Promise<string>): Promise<[string, string]> {
  return [await look(), await look()]
}

/** As `undo/run-command.ts` takes it. */
function digestOf(stdout: string): string {
  return createHash('sha256').update(stdout.trim()).digest('hex')
}

function nothing(because: string): UndoSpec {
  return { kind: 'nothing', args: { because } }
}
