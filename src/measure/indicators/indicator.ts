import type { Indicator, Objective } from '../../drill/objective.ts'
import type { Context } from '../context.ts'
import type { CustomIndicators } from '../custom.ts'
import type { Indication } from '../measurements.ts'
import type { Span } from '../windows.ts'

/** What an indicator's own file works out; the rest of an indication is the same for all. */
export type Value = Omit<Indication, 'objective' | 'window' | 'reference'>

export interface Ask<K extends Indicator['kind']> {
  indicator: Extract<Indicator, { kind: K }>
  filter: Objective['filter']
  /** What takes longer can no longer keep the bound; +∞: nothing is known to be too late. */
  limitMs: number
  span: Span
  context: Context
  customs: CustomIndicators
}

export type Measure<K extends Indicator['kind']> = (ask: Ask<K>) => Value

/**
 * What is slower than this can no longer keep the bound. `reference`: the value that `notWorseThan` compares with; where
 * it has none, nothing is too late.
 */
export function limitOf(bound: Objective['bound'], reference: number | null): number {
  if (bound.op !== 'notWorseThan') return bound.value
  return reference === null ? Number.POSITIVE_INFINITY : reference * (1 + bound.tolerance)
}

/** No value, and why. */
export function noValue(note: string): Value {
  return {
    observed: null,
    samples: 0,
    bad: null,
    confidence: null,
    worst: [],
    uncertain: { bad: 0, total: 0 },
    note,
  }
}
