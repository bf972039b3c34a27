/** One run, ready to be compared: what each of its clauses came to, whole and second by second. */
import { clauseText } from '../drill/describe.ts'
import type { Objective } from '../drill/objective.ts'
import type { RunRecord } from '../journal/record.ts'
import type { Blocks } from '../measure/confidence.ts'
import type { CustomIndicators } from '../measure/custom.ts'
import { intervalsOf } from '../measure/intervals.ts'
import type { Measurements } from '../measure/measurements.ts'
import type { ReasonCode, Verdict } from '../verdict/schema.ts'
import { type Held, heldOf, stepsDone } from './held.ts'

export interface RunToCompare {
  record: Pick<RunRecord, 'header' | 'drill'>
  verdict: Verdict
  /** By objective and window. */
  clauses: ReadonlyMap<string, ClauseOfRun>
  /** What holds or does not, by words and window. */
  held: ReadonlyMap<string, Held>
  /** Paths of the steps that were done. */
  done: ReadonlySet<string>
}

export interface ClauseOfRun {
  objective: Objective
  window: string
  /** +∞: a failure, or what never came. */
  observed: number | null
  values: number[] | null
  blocks: Blocks | null
  /** Of shares: bad samples and all. */
  bad: number | null
  samples: number
  /** Why what was measured is not to be trusted; null: it is. */
  untrusted: string | null
}

/** What speaks against the measuring itself, and not for a bound that was missed. */
const AGAINST_IT: readonly ReasonCode[] = [
  'fault-not-seen',
  'instrument-unhealthy',
  'instruments-disagree',
  'clock-stepped',
  'not-steady',
  'not-reached',
  'record-damaged',
]

/**
 * A stretch that is judged beside its phase (its planned length) is left out: it is the same data twice. Of two clauses
 * alike in one window the first is taken.
 */
export function runToCompare(
  record: RunRecord,
  measurements: Measurements,
  verdict: Verdict,
  customs: CustomIndicators,
): RunToCompare {
  const clauses = new Map<string, ClauseOfRun>()
  const series = intervalsOf(record, customs)
  measurements.indicators.forEach(({ objective, window, observed, bad, samples }, index) => {
    const seen = series[index]
    const text = clauseText(objective)
    const key = `${text}@${window}`
    if (!seen || seen.kind === 'planned' || clauses.has(key)) return
    const judged = verdict.clauses.find((one) => one.objective === text && one.window === window)
    const reason = judged?.reason ?? null
    const untrusted = reason !== null && AGAINST_IT.includes(reason) ? reason : null
    const { values, blocks } = seen
    clauses.set(key, { objective, window, observed, values, blocks, bad, samples, untrusted })
  })
  return {
    record: { header: record.header, drill: record.drill },
    verdict,
    clauses,
    held: heldOf(record, measurements, verdict),
    done: stepsDone(record),
  }
}
