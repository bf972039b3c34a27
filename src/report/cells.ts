/** What every rendering shows of a clause, so that all of them show the same numbers. */
import { describeIndicator } from '../drill/describe.ts'
import type { Clause, Verdict } from '../verdict/schema.ts'
import { formatCount, formatSeen } from '../verdict/wording.ts'

export interface Cells {
  mark: string
  objective: string
  observed: string
  samples: string
  /** Both together: `83 ms of 6,212`, `1 in 250 looks`, `2.1 s`. */
  seen: string
  /** `proven`, `observed`, `too few to tell`, or why else it is undecided; of a fail with `fail` before it. */
  strength: string
}

export const MARKS = { pass: '✓', fail: '✗', inconclusive: '?' } as const

/** They hold or do not: there is nothing to count. */
const YES_OR_NO = ['finding', 'steady state']

/** Their samples are looks of the watch. */
const LOOKED_AT: readonly string[] = (['ready-instances', 'false-ready', 'unhealthy', 'deaths'] as const).map(
  (kind) => describeIndicator({ kind }),
)

export function cellsOf(clause: Clause): Cells {
  const observed =
    YES_OR_NO.includes(clause.indicator) && clause.observed !== null
      ? ['no', 'yes'][Number(clause.observed === 1)]!
      : shown(clause.observed, clause.unit, clause.bound.value)
  const samples = formatCount(clause.samples)
  return {
    mark: MARKS[clause.verdict],
    objective: clause.objective,
    observed,
    samples,
    seen: seenOf(clause, observed, samples),
    strength: sureness(clause),
  }
}

/** Under a table whose last column is `strength`. */
export const LEVELS =
  'How sure: proven, at 95 % confidence; observed, which chance could explain; too few to tell, where no breach could have shown.'

function sureness({ verdict, reason, strength }: Clause): string {
  if (reason === 'too-few-samples') return 'too few to tell'
  if (reason !== null) return reason
  return verdict === 'fail' ? `fail, ${strength}` : strength
}

function seenOf({ samples, indicator }: Clause, observed: string, count: string): string {
  if (LOOKED_AT.includes(indicator)) return `${observed} in ${count} ${samples === 1 ? 'look' : 'looks'}`
  return samples === 1 ? observed : `${observed} of ${count}`
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
