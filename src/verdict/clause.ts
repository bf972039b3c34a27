/** One indication → one clause. */
import { clauseText, describeIndicator } from '../drill/describe.ts'
import { type Indicator, unitOf } from '../drill/objective.ts'
import type { InstrumentHealth } from '../measure/instrument-health.ts'
import type { Indication, Window } from '../measure/measurements.ts'
import { formatMs } from '../units.ts'
import { judgeLatency } from './latency.ts'
import { isCeiling, type Limit, limitOf } from './limit.ts'
import { type Outcome, passed, type Question, undecided } from './outcome.ts'
import { judgeRatio } from './ratio.ts'
import { comparedOutcome, referenceAt, unfitReference } from './reference.ts'
import type { Clause } from './schema.ts'
import { seenWords } from './seen-words.ts'
import { judgeSingle } from './single.ts'
import { limitWords } from './wording.ts'

export interface ClauseOptions {
  window: Window | null
  instruments: InstrumentHealth
  /** So long the load waits for an answer; null: the record does not say. */
  requestTimeoutMs: number | null
  /** A pass that is only observed is inconclusive. */
  strict: boolean
}

/** Judges one indication by itself; what stands against its window is weighed by the caller. */
export function judgeIndication(indication: Indication, options: ClauseOptions): Omit<Clause, 'id'> {
  const { objective, observed, samples, bad, confidence, reference } = indication
  const unit = unitOf(objective.indicator)
  const limit = limitOf(objective.bound, objective.indicator, reference?.observed ?? null)
  return {
    objective: clauseText(objective),
    window: indication.window,
    indicator: describeIndicator(objective.indicator),
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
    ...strictly(compared(indication, options), options.strict),
  }
}

/** By the value of the window that it is compared with, where there is one; proven only whatever that really was. */
function compared(indication: Indication, options: ClauseOptions): Outcome {
  const { objective, reference } = indication
  const { bound, indicator } = objective
  const judgedAt = (value: number | null) => judge(indication, limitOf(bound, indicator, value), options)
  if (bound.op !== 'notWorseThan' || reference === null) return judgedAt(reference?.observed ?? null)
  const unfit = unfitReference(objective, reference)
  if (unfit !== null) return unfit
  return comparedOutcome(judgedAt(reference.observed), bound.window, (end) => {
    const value = referenceAt(end, limitOf(bound, indicator, reference.observed), reference)
    return value === null ? null : judgedAt(value)
  })
}

function judge(indication: Indication, limit: Limit, options: ClauseOptions): Outcome {
  const { window, instruments, requestTimeoutMs } = options
  const { objective, observed, samples, bad } = indication
  const { indicator } = objective
  if (limit.value === null) {
    const message = `The window that ${clauseText(objective)} refers to has no value.`
    return undecided('too-few-samples', message, 'Samples in the window compared with.')
  }
  if (observed === null && isVacuous(indication)) {
    const required = limitWords({ ...limit, value: limit.value }, unitOf(indicator))
    if (crashed(indication, instruments))
      return undecided(
        'instrument-unhealthy',
        `No request failed; ${required} is required of those that do, but the load generator ended early.`,
        'A run with healthy instruments.',
      )
    return passed(`No request failed; ${required} is required of those that do.`, 'observed', ONLY_A_FAILURE)
  }
  if (observed === null || (samples === 0 && !isOfNothing(indicator)) || Number.isNaN(observed)) {
    const message = `${describeIndicator(indicator)} has no value: ${indication.note || 'there are no samples'}.`
    if (indicator.kind === 'writes' || indicator.kind === 'jobs')
      return undecided('not-seen', message, LEDGER)
    if (indicator.kind === 'false-ready') return undecided('not-seen', message, ASKED_DIRECTLY)
    return undecided('too-few-samples', message, 'More samples in the window.')
  }
  const known = { ...limit, value: limit.value }
  const seen = { ...indication, observed }
  const told = [observed, ...indication.worst.map((part) => part.observed)]
  const question: Question = {
    indication: seen,
    limit: known,
    window,
    message: `${seenWords(seen, limit.value)}; ${limitWords(known, unitOf(indicator), ...told)} is required`,
    instrumentCrashed: crashed(indication, instruments),
    probeStallMs: window === null ? 0 : overlapMs(instruments.probe.stalls, window),
  }
  if (indicator.kind === 'latency') return judgeLatency(question, indicator.percentile)
  if (indicator.kind === 'failure-latency') return beforeGivenUp(question, requestTimeoutMs)
  if (indicator.kind === 'probe') return unlessBlind(question)
  return isCounted(indicator) && bad !== null ? judgeRatio(question, bad) : judgeSingle(question)
}

/** A request that the load gives up has failed by then: that none took longer is no word of the app. */
function beforeGivenUp(question: Question, requestTimeoutMs: number | null): Outcome {
  const outcome = judgeSingle(question)
  const { limit, message } = question
  if (outcome.verdict !== 'pass' || requestTimeoutMs === null) return outcome
  if (!isCeiling(limit) || limit.value < requestTimeoutMs) return outcome
  const why = `the load gives a request up after ${formatMs(requestTimeoutMs)}`
  return undecided(
    'not-seen',
    `${message}, but ${why}: a longer one could not be seen.`,
    'A bound below the request time limit of the load, or a longer time limit.',
  )
}

/** What a probe did not see in an outage may be just what the outage did: it passes by nothing that it missed. */
function unlessBlind(question: Question): Outcome {
  const outcome = judgeSingle(question)
  const { indication, message } = question
  if (outcome.verdict !== 'pass' || (indication.bad ?? 0) === 0) return outcome
  return undecided(
    'not-seen',
    `${message}, but ${indication.note}.`,
    'A probe that gives a number each time.',
  )
}

const ONLY_A_FAILURE = 'How long a failed request takes is shown by nothing but one that fails.'

/** More of the same would not show it. */
const LEDGER =
  'A load that marks its writes with keys that are new in each run, and a reader that says what is stored: see docs/ledger.md.'

/** More looks would not either. */
const ASKED_DIRECTLY =
  'Instances that can be asked for a request directly, past the edge, and looks at them throughout.'

/** Requests were made and none failed: then none took too long to fail. See docs/decisions/0008-none-failed-none-too-late.md. */
function isVacuous({ objective: { indicator, bound }, bad }: Indication): boolean {
  return indicator.kind === 'failure-latency' && bad === 0 && (bound.op === 'below' || bound.op === 'atMost')
}

/** A counter of what must not happen has no samples in a window where nothing did: it was 0. */
function isOfNothing({ kind }: Indicator): boolean {
  return kind === 'metric'
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

/** Indicators that rest on no request of the load generator. */
const WITHOUT_LOAD: readonly Indicator['kind'][] = [
  'probe',
  'custom',
  'detection',
  'deploy-time',
  'ready-instances',
  'false-ready',
  'unhealthy',
  'boot-time',
  'deaths',
]

function crashed({ objective: { indicator } }: Indication, { load, probe }: InstrumentHealth): boolean {
  if (indicator.kind === 'interruption') return probe.crashed
  if (indicator.kind === 'uptime' && indicator.by === 'time') return probe.crashed
  return WITHOUT_LOAD.includes(indicator.kind) ? false : load.crashed
}

function overlapMs(stalls: readonly { startMs: number; endMs: number }[], window: Window): number {
  return stalls.reduce((sum, stall) => {
    const shared = Math.min(stall.endMs, window.endMs) - Math.max(stall.startMs, window.startMs)
    return sum + Math.max(0, shared)
  }, 0)
}
