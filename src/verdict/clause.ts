/** One indication → one clause. */
import { type Indicator, unitOf } from '../drill/objective.ts'
import type { Indication, InstrumentHealth, Window } from '../measure/measurements.ts'
import { judgeLatency } from './latency.ts'
import { limitOf } from './limit.ts'
import { type Outcome, type Question, undecided } from './outcome.ts'
import { judgeRatio } from './ratio.ts'
import type { Clause } from './schema.ts'
import { seenWords } from './seen-words.ts'
import { judgeSingle } from './single.ts'
import { indicatorName, limitWords, objectiveWords } from './wording.ts'

export interface ClauseOptions {
  window: Window | null
  instruments: InstrumentHealth
  /** A pass that is only observed is inconclusive. */
  strict: boolean
}

/** Judges one indication by itself; what stands against its window is weighed by the caller. */
export function judgeIndication(indication: Indication, options: ClauseOptions): Omit<Clause, 'id'> {
  const { objective, observed, samples, bad, confidence, reference } = indication
  const unit = unitOf(objective.indicator)
  const limit = limitOf(objective.bound, objective.indicator, reference)
  return {
    objective: objectiveWords(objective),
    window: indication.window,
    indicator: indicatorName(objective.indicator),
    unit,
    observed: observed === null ? null : asValue(observed, unit),
    bound: { op: objective.bound.op, value: limit.value === null ? null : asValue(limit.value, unit) },
    samples,
    bad,
    confidence: confidence && {
      low: asValue(confidence.low, unit),
      high: asValue(confidence.high, unit),
      method: confidence.method,
    },
    evidence: indication.note ? [indication.note] : [],
    ...strictly(judge(indication, options), options.strict),
  }
}

function judge(indication: Indication, { window, instruments }: ClauseOptions): Outcome {
  const { objective, observed, samples, reference, bad } = indication
  const { indicator } = objective
  const limit = limitOf(objective.bound, indicator, reference)
  if (limit.value === null) {
    const message = `The window that ${objectiveWords(objective)} refers to has no value.`
    return undecided('too-few-samples', message, 'Samples in the window compared with.')
  }
  if (observed === null || samples === 0 || Number.isNaN(observed)) {
    const message = `${indicatorName(indicator)} has no value: ${indication.note || 'there are no samples'}.`
    return undecided('too-few-samples', message, 'More samples in the window.')
  }
  const known = { ...limit, value: limit.value }
  const seen = { ...indication, observed }
  const question: Question = {
    indication: seen,
    limit: known,
    window,
    message: `${seenWords(seen, limit.value)}; ${limitWords(known, unitOf(indicator))} is required`,
    instrumentCrashed: crashed(indication, instruments),
    probeStallMs: window === null ? 0 : overlapMs(instruments.probe.stalls, window),
  }
  if (indicator.kind === 'latency') return judgeLatency(question, indicator.percentile)
  return isCounted(indicator) && bad !== null ? judgeRatio(question, bad) : judgeSingle(question)
}

/** Shares of requests or checks; uptime by time is a share of the window, whatever its probes count. */
function isCounted(indicator: Indicator): boolean {
  if (indicator.kind === 'uptime') return indicator.by === 'requests'
  return indicator.kind === 'errors' || indicator.kind === 'check'
}

function strictly(outcome: Outcome, strict: boolean): Outcome {
  if (!strict || outcome.verdict !== 'pass' || outcome.strength === 'proven') return outcome
  return undecided('not-proven', outcome.message, outcome.needed)
}

/** +∞ is not JSON; microseconds are as fine as any clock here. */
function asValue(value: number, unit: 'ms' | 'ratio' | 'number'): number | 'never' {
  if (!Number.isFinite(value)) return 'never'
  return unit === 'ms' ? Math.round(value * 1000) / 1000 : value
}

function crashed({ objective: { indicator } }: Indication, { load, probe }: InstrumentHealth): boolean {
  if (indicator.kind === 'interruption') return probe.crashed
  if (indicator.kind === 'uptime' && indicator.by === 'time') return probe.crashed
  return indicator.kind === 'probe' || indicator.kind === 'custom' ? false : load.crashed
}

function overlapMs(stalls: readonly { startMs: number; endMs: number }[], window: Window): number {
  return stalls.reduce((sum, stall) => {
    const shared = Math.min(stall.endMs, window.endMs) - Math.max(stall.startMs, window.startMs)
    return sum + Math.max(0, shared)
  }, 0)
}
