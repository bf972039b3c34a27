/** What every rendering shows of a clause, so that all of them show the same numbers. */
import type { Clause, Verdict } from '../verdict/schema.ts'
import { formatCount, formatSeen } from '../verdict/wording.ts'

export interface Cells {
  mark: string
  objective: string
  observed: string
  samples: string
  /** `proven`, `observed`, or the reason. */
  strength: string
}

export const MARKS = { pass: '✓', fail: '✗', inconclusive: '?' } as const

export function cellsOf(clause: Clause): Cells {
  return {
    mark: MARKS[clause.verdict],
    objective: clause.objective,
    observed: shown(clause.observed, clause.unit, clause.bound.value),
    samples: formatCount(clause.samples),
    strength: clause.reason ?? (clause.verdict === 'fail' ? 'fail' : clause.strength),
  }
}

/** A value of `verdict.json` in words, told apart from the limit that it is held against; null is a dash. */
export function shown(value: Value, unit: Clause['unit'], limit: Value = null): string {
  if (value === null) return '–'
  return formatSeen(asNumber(value), limit === null ? null : asNumber(limit), unit)
}

type Value = number | 'never' | null

function asNumber(value: number | 'never'): number {
  return value === 'never' ? Number.POSITIVE_INFINITY : value
}

/** Clauses by window, in the order in which windows first occur. */
export function clausesByWindow({ clauses }: Verdict): [window: string, clauses: Clause[]][] {
  return [...Map.groupBy(clauses, ({ window }) => window)]
}
