import { FiredrillError } from '../../errors.ts'
import { destructivePending } from '../../rollout/pending.ts'
import type { Migrations, Release } from '../../target/target.ts'
import { find } from './finding.ts'
import type { Execute, StepContext, StepOutcome } from './step.ts'

/** Moves the schema by a release's own migrations. What would take something away is refused. */
export const migrate: Execute<'migrate'> = async ({ release: ref, direction }, context) => {
  const { target, releases } = context.stage
  const migrations = migrationsOf(target.migrations)
  const release = await releases.resolve(ref)
  try {
    return await move(migrations, release, direction, context)
  } catch (error) {
    if (!(error instanceof FiredrillError) || error.code !== 'command-failed') throw error
    return { refused: 'command-failed', why: `${error.message} ${error.hint}` }
  }
}

async function move(
  migrations: Migrations,
  release: Release,
  direction: 'up' | 'down',
  context: StepContext,
): Promise<StepOutcome> {
  const { stage, window, signal } = context
  const up = direction === 'up'
  const hindrance = up ? destructivePending(release, (await migrations.status(release)).pending) : null
  if (hindrance) return { refused: hindrance.code, why: `${hindrance.reason} ${hindrance.hint}` }
  const { moved } = await migrations.move(release, direction, signal)
  stage.journal.write({ type: 'migrated', window, release: release.version, direction, moved })
  return up ? findings(context, migrations, release) : 'done'
}

async function findings(
  context: StepContext,
  migrations: Migrations,
  release: Release,
): Promise<StepOutcome> {
  const { pending } = await migrations.status(release)
  const names = pending.map(({ name }) => name)
  const { version } = release
  const nonePending = names.length === 0
  const seen = nonePending ? 'its status shows none' : `its status shows ${names.join(', ')}`
  find(context, { what: `no migration of ${version} is pending`, holds: nonePending, evidence: [seen] })
  const once = movedOnce(context, version)
  if (once) find(context, { what: `each migration of ${version} is moved once`, ...once })
  return nonePending && once?.holds !== false ? 'done' : 'unmet'
}

/** Where a release was migrated more than once since it was last taken down: was anything done twice? */
function movedOnce(
  { stage: { journal } }: StepContext,
  version: string,
): { holds: boolean | null; evidence: string[] } | null {
  const migrated = journal.events
    .filter((event) => event.type === 'migrated')
    .filter(({ release }) => release === version)
  const since = migrated.slice(migrated.findLastIndex(({ direction }) => direction === 'down') + 1)
  if (since.length < 2) return null
  const evidence = since.map(({ moved }) =>
    moved === null ? 'it does not say what it moved' : `it moved ${moved.join(', ') || 'nothing'}`,
  )
  const names = since.flatMap(({ moved }) => moved ?? [])
  if (new Set(names).size < names.length) return { holds: false, evidence }
  return { holds: since.some(({ moved }) => moved === null) ? null : true, evidence }
}

function migrationsOf(migrations: Migrations | undefined): Migrations {
  if (migrations) return migrations
  throw new FiredrillError('capability-missing', 'This target has no migrations.', {
    hint: 'Configure `migrations` on the target: the commands that show and move the schema.',
  })
}
