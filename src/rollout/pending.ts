/** Migrations that a release needs, and whether it may be shipped without them. */
import type { RefusedCode } from '../drill/model.ts'
import type { PendingMigration, Release } from '../target/target.ts'

export interface Hindrance {
  code: RefusedCode
  reason: string
  /** What a person does next. */
  hint: string
}

/** One that takes something away may break the release that serves; null: there is none. */
export function destructivePending(
  { version }: Release,
  pending: readonly PendingMigration[],
): Hindrance | null {
  const names = namesOf(pending.filter(({ destructive }) => destructive === true))
  if (names === '') return null
  return {
    code: 'migration-destructive',
    reason: `${version} brings ${names}, which takes something away that the release of before may use.`,
    hint: 'Ship a release that no longer uses it first, and take it away with the one after that.',
  }
}

/** Null: there is none. */
export function anyPending({ version }: Release, pending: readonly PendingMigration[]): Hindrance | null {
  if (pending.length === 0) return null
  return {
    code: 'migration-pending',
    reason: `${version} needs ${namesOf(pending)}, which the database lacks.`,
    hint: 'Migrate first: migrate(release) before deploy(release).',
  }
}

function namesOf(pending: readonly PendingMigration[]): string {
  return pending.map(({ name }) => name).join(', ')
}
