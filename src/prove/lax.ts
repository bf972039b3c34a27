/** Which objective let a sabotage through: the one that its effect shows in, with what it saw against what it allows. */
import { clauseText } from '../drill/describe.ts'
import type { Measurements } from '../measure/measurements.ts'
import { shown } from '../report/cells.ts'
import type { Clause, Verdict } from '../verdict/schema.ts'
import { clauseWords } from '../verdict/steady.ts'
import type { Expectation } from './expectation.ts'

/** Of so many: those nearest to their bound. */
const MOST_NAMED = 2

export interface Seen {
  verdict: Pick<Verdict, 'clauses'>
  measurements: Pick<Measurements, 'indicators'>
}

/** Clauses of a run that the sabotage's effect shows in, the nearest to its bound first. */
export function nearestClauses(
  { verdict, measurements }: Seen,
  { shows }: Pick<Expectation, 'shows'>,
): Clause[] {
  const names = new Set(
    measurements.indicators
      .filter(({ objective }) => shows(objective.indicator))
      .map(({ objective, window }) => nameOf(clauseText(objective), window)),
  )
  return verdict.clauses
    .filter(({ objective, window }) => names.has(nameOf(objective, window)))
    .toSorted((a, b) => nearness(b) - nearness(a))
}

/** In sentences. `healthy`: the run without the sabotage. */
export function laxWords(seen: Seen, healthy: Pick<Verdict, 'clauses'>, expectation: Expectation): string[] {
  const nearest = nearestClauses(seen, expectation)
  if (nearest.length === 0) {
    return [`Nothing in the drill judges ${expectation.judges}: ${expectation.clause} would.`]
  }
  return nearest.slice(0, MOST_NAMED).map((clause) => {
    if (clause.verdict === 'inconclusive') return `${clauseWords(clause)} is not decided: ${clause.message}`
    const without = healthy.clauses.find(({ id }) => id === clause.id)
    const seen = `Too lax: ${clauseWords(clause)} saw ${seenIn(clause)}`
    if (!without || without.observed === null) return `${seen}.`
    const apart = nearness(without) < nearness(clause) ? '; a bound between the two would tell' : ''
    return `${seen}, and ${seenIn(without)} without the sabotage${apart}.`
  })
}

function seenIn({ observed, unit, bound }: Clause): string {
  return shown(observed, unit, bound.value)
}

/** How much of what is allowed was taken up; 1: all of it. */
function nearness({ observed, bound, unit }: Clause): number {
  const [seen, limit] = [asNumber(observed), asNumber(bound.value)]
  if (seen === null || limit === null) return 0
  const isCeiling = bound.op === 'below' || bound.op === 'atMost' || bound.op === 'notWorseThan'
  if (isCeiling) return limit === 0 ? Number.POSITIVE_INFINITY : seen / limit
  // A share of good ones is used up by the bad ones.
  if (unit === 'ratio' && limit < 1) return (1 - seen) / (1 - limit)
  return seen === 0 ? 0 : limit / seen
}

function asNumber(value: Clause['observed']): number | null {
  return value === 'never' ? Number.POSITIVE_INFINITY : value
}

function nameOf(objective: string, window: string): string {
  return JSON.stringify([objective, window])
}
