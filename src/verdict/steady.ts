import type { Measurements } from '../measure/measurements.ts'
import type { Clause } from './schema.ts'

/** An app that is not back in its steady state after the drill has failed it; null when it is, or was not asked. */
export function steadyAfterClause({ steady }: Measurements): Omit<Clause, 'id'> | null {
  if (!steady.after || steady.after.holds) return null
  const { findings } = steady.after
  return {
    objective: 'steady state holds after the drill',
    window: 'after',
    indicator: 'steady state',
    unit: 'number',
    observed: 0,
    bound: { op: 'atLeast', value: 1 },
    samples: 1,
    bad: null,
    confidence: null,
    strength: 'observed',
    verdict: 'fail',
    reason: null,
    message: `The steady state did not hold after the drill: ${findings.join('; ') || 'no finding is given'}.`,
    needed: null,
    evidence: [...findings],
  }
}
