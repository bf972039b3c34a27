import { clusteringOf, quantileInterval } from '../confidence.ts'
import { type Context, samplesIn } from '../context.ts'
import { doubtfulCounts, doubtfulIn, opened } from '../doubt.ts'
import type { Indication } from '../measurements.ts'
import { leastSamples } from '../percentile.ts'
import { quantileIn, type Ranked, ranked } from '../ranks.ts'
import { failedIn, type Selection } from '../samples.ts'
import type { Span } from '../windows.ts'
import { blocksOf } from './blocks.ts'
import type { Measure } from './indicator.ts'
import { byOperation } from './operations.ts'
import { unsentMsIn } from './unsent.ts'
import { type Part, partOf, worstPart, worstSliding } from './worst.ts'

/** On the whole window, on its worst sliding 10 s, and for each operation by itself. */
export const latency: Measure<'latency'> = ({ indicator, context, span, filter }) => {
  const q = indicator.percentile / 100
  const selection = samplesIn(context, span, filter)
  const within: Within = { context, span, q, byOperation: filter.operation === undefined }
  const { values, observed, worst } = seenIn(selection, within)
  const unsentMs = unsentMsIn(context, span)
  const marks = doubtfulIn(selection, context.doubts, context.record.requests)
  return {
    observed,
    samples: selection.durationMs.length,
    bad: failedIn(selection.durationMs),
    confidence: quantileInterval(values, q, clusteringBeyond(observed, selection, span)),
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
): { values: Ranked; observed: number | null; worst: Part[] } {
  const { span, q } = within
  const values = ranked(selection.durationMs)
  const observed = quantileIn(values, q)
  const parts = [
    slidingOf(selection, span, q),
    ...(within.byOperation ? operationParts(selection, within) : []),
  ]
  const worst = parts.filter(
    (part): part is Part => part !== null && observed !== null && part.observed > observed,
  )
  return { values, observed, worst }
}

function slidingOf(selection: Timed, span: Span, q: number, of = '', among = 1): Part | null {
  return worstSliding(selection, span, q, leastSamples(q), { what: `the worst 10 s${of}`, among })
}

function operationParts(selection: Selection, { context, span, q }: Within): (Part | null)[] {
  const operations = byOperation(selection, context.record.requests).filter(
    ({ selection: { durationMs } }) => durationMs.length >= leastSamples(q),
  )
  const among = operations.length
  const whole = operations.map(({ name, selection: { durationMs } }) =>
    partOf({ what: name, among }, durationMs, q),
  )
  return [
    worstPart(whole),
    worstPart(operations.map(({ name, selection: some }) => slidingOf(some, span, q, ` of ${name}`, among))),
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
  const open = opened(selection, marks, unsentMs)
  const best = open.filledWith(0)
  const bestParts = [
    slidingOf(best, span, q),
    ...(within.byOperation ? operationsAtBest(selection, marks, within) : []),
  ]
  const turned = {
    best: quantileIn(best.durationMs, q) ?? 0,
    bestParts: bestParts.filter((part) => part !== null),
  }
  const worst = open.filledWith(Number.POSITIVE_INFINITY)
  const sliding = slidingOf(worst, span, q)?.low ?? 0
  return { turned: { ...turned, worst: Math.max(quantileIn(worst.durationMs, q) ?? 0, sliding) } }
}

/** Of what was never sent the operation is not known: it is in none of them. */
function operationsAtBest(selection: Selection, marks: Uint8Array | null, within: Within): (Part | null)[] {
  if (marks === null) return operationParts(selection, within)
  const durationMs = selection.durationMs.map((ms, i) => (marks[i] === 1 ? 0 : ms))
  return operationParts({ ...selection, durationMs }, within)
}

/** Slow samples come together where a whole stretch was slow. */
function clusteringBeyond(quantile: number | null, { atMs, durationMs }: Timed, span: Span): number {
  return quantile === null ? 1 : clusteringOf(blocksOf(span, atMs, (i) => durationMs[i]! > quantile))
}
