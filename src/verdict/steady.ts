import type { Measurements } from '../measure/measurements.ts'
import { failed, type Outcome, undecided } from './outcome.ts'
import type { Clause, Verdict } from './schema.ts'

/** The clause's objective. */
export const STEADY_AFTER = 'steady state holds after the drill'

/** A clause by its name: `uptime at least 99.9 % in lost`; the last look at the app is of no window. */
export function clauseWords({ objective, window }: Pick<Clause, 'objective' | 'window'>): string {
  return objective === STEADY_AFTER || window === '' ? objective : `${objective} in ${window}`
}

/** An app that is not back in its steady state after the drill has failed it; null when it is, or was not asked. */
export function steadyAfterClause({ steady }: Measurements): Omit<Clause, 'id'> | null {
  if (!steady.after || steady.after.holds) return null
  const { findings } = steady.after
  const seen = findings.join('; ') || 'no finding is given'
  // What a load generator that stood still kept from being answered, nobody would have missed.
  const aboutRequests = findings.length > 0 && findings.every((finding) => /request/.test(finding))
  const outcome: Outcome =
    steady.after.disturbed && aboutRequests
      ? undecided(
          'instrument-unhealthy',
          `The steady state was not seen after the drill: ${seen}, while the load generator was late.`,
          'A run with healthy instruments.',
        )
      : failed(`The steady state did not hold after the drill: ${seen}.`, 'observed')
  return {
    ...outcome,
    objective: STEADY_AFTER,
    window: 'after',
    indicator: 'steady state',
    unit: 'number',
    observed: 0,
    bound: { op: 'atLeast', value: 1 },
    samples: 1,
    bad: null,
    confidence: null,
    evidence: [...findings],
  }
}

/** What was asked before and after, over which time, and what was seen; null: it was not checked. */
export function steadySeen({ steady }: Measurements): NonNullable<Verdict['steady']> {
  const seen = (one: Measurements['steady']['before']) =>
    one && {
      holds: one.holds,
      overMs: one.overMs ?? null,
      leftOutMs: one.leftOutMs ?? null,
      checked: one.checked ?? [],
      findings: one.findings,
    }
  return { before: seen(steady.before), after: seen(steady.after) }
}
