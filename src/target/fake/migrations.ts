/** The fake's schema: a list of names. */
import type { Migrations, Release, TargetContext } from '../target.ts'
import { type FakeApp, typed } from './app.ts'
import type { FakeMigration } from './options.ts'

export function migrationsOf(app: FakeApp, { change, host }: TargetContext): Migrations {
  return {
    async status(release) {
      const all = app.migrations.filter(({ applied, since }) => applied || isIn(release, since))
      return {
        applied: all.filter(({ applied }) => applied).map(({ name }) => name),
        pending: all
          .filter(({ applied }) => !applied)
          .map(({ name, destructive }) => ({ name, destructive })),
      }
    },
    async move(release, direction, signal) {
      signal.throwIfAborted()
      const undo = { kind: 'nothing', args: { because: 'the schema ends with the run' } }
      const command = typed(['fake-migrate', direction, release.version])
      return change({ what: `migrate ${direction} ${release.version}`, undo, command }, async () => {
        // Two at once meet here: the one that is first does it.
        await host.clock.sleep(1)
        const moved = app.migrations.filter((each) => moves(each, release, direction))
        for (const each of moved) each.applied = direction === 'up'
        return { moved: moved.map(({ name }) => name) }
      })
    },
  }
}

function moves({ applied, since }: FakeMigration, release: Release, direction: 'up' | 'down'): boolean {
  return direction === 'up' ? !applied && isIn(release, since) : applied && since === release.version
}

/** Does the release bring what this version brought first? */
function isIn({ version }: Release, since: string): boolean {
  return version.localeCompare(since, 'en', { numeric: true }) >= 0
}
