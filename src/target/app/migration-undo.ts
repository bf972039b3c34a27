/** How the move of a schema that outlives the run is taken back: by the command that goes the other way. */
import { createHash } from 'node:crypto'
import { commandUndo } from './command-undo.ts'
import type { MigrationParts } from './migrations.ts'

export interface MovingBack extends Pick<MigrationParts, 'commandOf' | 'commanding'> {
  /** Names of variables that the user asked to be handed on. */
  inheritEnv: readonly string[]
}

/** Throws `capability-missing` where the command that goes back is not configured. */
export function createMovingBack(parts: MovingBack): MigrationParts['undoOf'] {
  const { commandOf, commanding } = parts
  /** What the status was before this run moved anything, by release: moves at once must not see one another's. */
  const before = new Map<string, Promise<[string, string]>>()
  return async (release, direction, look) => {
    const command = commandOf(direction === 'up' ? 'down' : 'up', release)
    const status = commandOf('status', release)
    const looked = before.get(release.version) ?? twice(() => look(release))
    before.set(release.version, looked)
    const [first, second] = await looked
    return commandUndo(command, commanding.context.nextMark(), parts, commanding, {
      look: [...status.argv],
      before: digestOf(first),
      // A person must act where the status tells no two looks apart.
      byHand: first !== second,
    })
  }
}

/** One after the other: a status that prints the time, or works, shows by the two. */
async function twice(look: () => Promise<string>): Promise<[string, string]> {
  return [await look(), await look()]
}

/** As `undo/run-command.ts` takes it. */
function digestOf(stdout: string): string {
  return createHash('sha256').update(stdout.trim()).digest('hex')
}
