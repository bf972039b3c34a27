/** The schema, looked at and moved by commands of a release. */
import { FiredrillError } from '../../errors.ts'
import type { UndoSpec } from '../../undo/undo.ts'
import type { Migrations, Release } from '../target.ts'
import { type Commanding, type OneCommand, runCommand } from './command.ts'
import { quoteLines } from './last-lines.ts'
import { parseMoved, parseStatus } from './migration-status.ts'

const LINES_SHOWN = 20

export interface MigrationParts {
  /** Throws `capability-missing` for a direction that is not configured. */
  commandOf(which: 'status' | 'up' | 'down', release: Release): OneCommand
  /** `look` gives what the status command prints for a release. */
  undoOf(
    release: Release,
    direction: 'up' | 'down',
    look: (release: Release) => Promise<string>,
  ): Promise<UndoSpec>
  commanding: Commanding
}

export function migrationsBy({ commandOf, undoOf, commanding }: MigrationParts): Migrations {
  const { context, redact } = commanding
  const look = async (release: Release): Promise<string> =>
    (await runCommand(commandOf('status', release), commanding, context.signal)).stdout
  return {
    async status(release) {
      const stdout = await look(release)
      const status = parseStatus(stdout)
      if (status) return status
      const lines = stdout.trim().split('\n').slice(-LINES_SHOWN).map(redact)
      const message = `What migrations.status printed for ${release.version} could not be read.\n${quoteLines('the command', lines)}`
      throw new FiredrillError('command-failed', message, {
        hint: 'It must print {"pending": [{"name": …, "destructive": false}], "applied": [names]}, or one pending name a line.',
      })
    },
    async move(release, direction, signal) {
      const command = commandOf(direction, release)
      const undo = await undoOf(release, direction, look)
      const what = `move the schema ${direction} by ${release.version}`
      return context.change({ what, undo }, async () => {
        const { stdout } = await runCommand(command, commanding, signal)
        return { moved: parseMoved(stdout) }
      })
    },
  }
}
