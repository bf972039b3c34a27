/** Which failing clause broke first in time: not the first of the list, but the one whose first breach is earliest. */
import { clauseText } from '../../drill/describe.ts'
import type { RunRecord } from '../../journal/record.ts'
import type { Indication, Measurements, Window } from '../../measure/measurements.ts'
import { formatMs } from '../../units.ts'
import { holds, limitOf } from '../limit.ts'
import type { Clause } from '../schema.ts'
import { THRESHOLD } from '../thresholds.ts'
import { type Broken, brokenIn } from './broken-in.ts'
import type { Breach } from './scene.ts'

/** The failed clauses in the order in which they broke; those of which that is not known last. Stable otherwise. */
export function breachesOf(
  record: RunRecord,
  measurements: Measurements,
  clauses: readonly Clause[],
): Breach[] {
  const failed = clauses.filter(({ verdict }) => verdict === 'fail')
  const breaches = failed.map((clause) => ({ clause, ...brokenBy(clause, record, measurements) }))
  const rank = ({ atMs }: Breach): number => atMs ?? Number.POSITIVE_INFINITY
  // Two that break at one moment stay in the order of the drill. ∞ − ∞ is not a number.
  return breaches.sort((a, b) => rank(a) - rank(b) || 0)
}

/** So far apart, logs around one moment tell nothing of another. */
const APART_MS = 4000
const MOST_MOMENTS = 3

/** Of the breaches, the first moments that are worth a look into logs; ascending. */
export function momentsOf(breaches: readonly Breach[]): number[] {
  const moments: number[] = []
  for (const { atMs } of breaches) {
    const last = moments.at(-1) ?? Number.NEGATIVE_INFINITY
    if (atMs !== null && atMs > last + APART_MS && moments.length < MOST_MOMENTS) moments.push(atMs)
  }
  return moments
}

const UNKNOWN: Broken = { atMs: null, what: 'the moment is not known' }

function brokenBy(clause: Clause, record: RunRecord, measurements: Measurements): Broken {
  const indication = measurements.indicators.find(
    ({ objective, window }) => window === clause.window && clauseText(objective) === clause.objective,
  )
  const window = measurements.windows.find(({ name }) => name === clause.window)
  if (indication && window) return ofIndication(indication, window, clause, record, measurements)
  const finding = measurements.findings.find(
    ({ what, window: where, holds }) =>
      holds === false && what === clause.objective && (where || 'drill') === clause.window,
  )
  if (finding) return { atMs: finding.atMs, what: 'a step saw that it is not so' }
  if (clause.indicator === 'until') return ofCondition(clause, record)
  if (clause.indicator === THRESHOLD)
    return { atMs: null, what: 'k6 tells of it for its whole run, and not when' }
  const after = record.events.findLast((event) => event.type === 'steady-state' && event.when === 'after')
  return after && !window ? { atMs: after.atMs, what: 'the last look at the app' } : UNKNOWN
}

function ofIndication(
  indication: Indication,
  window: Window,
  clause: Clause,
  record: RunRecord,
  measurements: Measurements,
): Broken {
  const { objective, reference } = indication
  const limit = typeof clause.bound.value === 'number' ? clause.bound.value : Number.POSITIVE_INFINITY
  const { op } = limitOf(objective.bound, objective.indicator, reference?.observed ?? null)
  const breaks = (value: number): boolean => !holds({ op, value: limit }, value)
  return brokenIn({ objective, limit, breaks, window, record, measurements }) ?? UNKNOWN
}

/** When its time was over. */
function ofCondition(clause: Clause, { events }: RunRecord): Broken {
  const unmet = events.find(
    (event) =>
      event.type === 'condition' &&
      !event.met &&
      event.window === clause.window &&
      event.withinMs === clause.bound.value,
  )
  if (unmet?.type !== 'condition') return UNKNOWN
  return { atMs: unmet.atMs, what: `not seen in the ${formatMs(unmet.withinMs)} that were allowed` }
}
