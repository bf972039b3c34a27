/** The schema, looked at and moved by commands of a release. */
import { FiredrillError } from '../../errors.ts'
import type { Migrations, Release } from '../target.ts'
import { runCommand } from './commands.ts'
import { quoteLines } from './last-lines.ts'
import { migrationCommand } from './migration-command.ts'
import { parseMoved, parseStatus } from './migration-status.ts'
import { createMigrationUndo } from './migration-undo.ts'
import type { Runtime } from './runtime.ts'
import type { Surroundings } from './variables.ts'

const LINES_SHOWN = 20

/** Null where the configuration has none. */
export function migrationsOf(around: Surroundings, runtime: Runtime): Migrations | null {
  const { migrations } = around.options
  if (!migrations) return null
  const { context } = runtime
  const look = async (release: Release): Promise<string> => {
    const command = migrationCommand(around, migrations, 'status', release)
    return (await runCommand(command, runtime, context.signal)).stdout
  }
  const undoOf = createMigrationUndo(around, runtime, look)
  return {
    async status(release) {
      const stdout = await look(release)
      const status = parseStatus(stdout)
      if (status) return status
      const lines = stdout.trim().split('\n').slice(-LINES_SHOWN).map(runtime.redact)
      const message = `What migrations.status printed for ${release.version} could not be read.\n${quoteLines('the command', lines)}`
      throw new FiredrillError('command-failed', message, {
        hint: 'It must print {"pending": [{"name": …, "destructive": false}], "applied": [names]}, or one pending name a line.',
      })
    },
    async move(release, direction, signal) {
      const command = migrationCommand(around, migrations, direction, release)
      const undo = await undoOf(release, direction)
      const what = `move the schema ${direction} by ${release.version}`
      return context.change({ what, undo }, async () => {
        const { stdout } = await runCommand(command, runtime, signal)
        return { moved: parseMoved(stdout) }
      })
    },
  }
}
