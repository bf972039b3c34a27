import { clusteringOf, quantileInterval } from '../confidence.ts'
import { type Context, samplesIn } from '../context.ts'
import { doubtfulCounts, doubtfulIn, withUnsent } from '../doubt.ts'
import type { Indication } from '../measurements.ts'
import { ascending, leastSamples, quantileOf } from '../percentile.ts'
import { failedIn, type Selection } from '../samples.ts'
import type { Span } from '../windows.ts'
import { blocksOf } from './blocks.ts'
import type { Measure } from './indicator.ts'
import { byOperation } from './operations.ts'
import { unsentMsIn } from './unsent.ts'
import { type Part, worstPart, worstSliding } from './worst.ts'

/** On the whole window, on its worst sliding 10 s, and for each operation by itself. */
export const latency: Measure<'latency'> = ({ indicator, context, span, filter }) => {
  const q = indicator.percentile / 100
  const selection = samplesIn(context, span, filter)
  const within: Within = { context, span, q, byOperation: filter.operation === undefined }
  const { sorted, observed, worst } = seenIn(selection, within)
  const unsentMs = unsentMsIn(context, span)
  const marks = doubtfulIn(selection, context.doubts, context.record.requests)
  return {
    observed,
    samples: selection.durationMs.length,
    bad: failedIn(selection.durationMs),
    confidence: quantileInterval(sorted, q, clusteringBeyond(observed, selection, span)),
    worst,
    uncertain: { bad: unsentMs.length, total: unsentMs.length },
    doubtful: doubtfulCounts(marks, selection.durationMs),
    ...turnedBy(selection, marks, unsentMs, within),
    note: selection.uncertain > 0 ? `${selection.uncertain} with an unknown start are among them` : '',
  }
}

interface Within {
  context: Context
  span: Span
  q: number
  /** Is each operation looked at by itself? */
  byOperation: boolean
}

type Timed = Pick<Selection, 'atMs' | 'durationMs'>

function seenIn(
  selection: Selection,
  within: Within,
): { sorted: Float32Array; observed: number | null; worst: Part[] } {
  const { span, q } = within
  const sorted = ascending(selection.durationMs)
  const observed = quantileOf(sorted, q)
  const parts = [
    slidingOf(selection, span, q),
    ...(within.byOperation ? operationParts(selection, within) : []),
  ]
  const worst = parts.filter(
    (part): part is Part => part !== null && observed !== null && part.observed > observed,
  )
  return { sorted, observed, worst }
}

function slidingOf(selection: Timed, span: Span, q: number, of = ''): Part | null {
  return worstSliding(selection, span, q, leastSamples(q), `the worst 10 s${of}`)
}

function operationParts(selection: Selection, { context, span, q }: Within): (Part | null)[] {
  const operations = byOperation(selection, context.record.requests).filter(
    ({ selection: { durationMs } }) => durationMs.length >= leastSamples(q),
  )
  const whole = operations.map(({ name, selection: { durationMs } }) => ({
    what: name,
    observed: quantileOf(ascending(durationMs), q) ?? 0,
    samples: durationMs.length,
  }))
  return [
    worstPart(whole),
    worstPart(operations.map(({ name, selection: some }) => slidingOf(some, span, q, ` of ${name}`))),
  ]
}

/**
 * What was not sent, or sent while the load was not what was asked for, may have been fast or endless: the window with
 * all of it at one end, and at the other. Empty where there is none.
 */
function turnedBy(
  selection: Selection,
  marks: Uint8Array | null,
  unsentMs: readonly number[],
  within: Within,
): Pick<Indication, 'turned'> {
  const { span, q } = within
  if (marks === null && unsentMs.length === 0) return {}
  const all = (valueMs: number): Selection => ({
    ...selection,
    durationMs: selection.durationMs.map((ms, i) => (marks?.[i] === 1 ? valueMs : ms)),
  })
  const [fast, endless] = [all(0), all(Number.POSITIVE_INFINITY)]
  const best = withUnsent(fast, unsentMs, 0)
  const worst = withUnsent(endless, unsentMs, Number.POSITIVE_INFINITY)
  const sliding = slidingOf(best, span, q)
  return {
    turned: {
      best: quantileOf(ascending(best.durationMs), q) ?? 0,
      bestParts: [sliding, ...(within.byOperation ? operationParts(fast, within) : [])].filter(
        (part) => part !== null,
      ),
      worst: Math.max(
        quantileOf(ascending(worst.durationMs), q) ?? 0,
        slidingOf(worst, span, q)?.observed ?? 0,
      ),
    },
  }
}

/** Slow samples come together where a whole stretch was slow. */
function clusteringBeyond(quantile: number | null, { atMs, durationMs }: Timed, span: Span): number {
  return quantile === null ? 1 : clusteringOf(blocksOf(span, atMs, (i) => durationMs[i]! > quantile))
}
