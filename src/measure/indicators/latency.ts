import { clusteringOf, quantileInterval } from '../confidence.ts'
import { samplesIn } from '../context.ts'
import type { Bounds } from '../membership.ts'
import { ascending, leastSamples, quantileOf } from '../percentile.ts'
import { failedIn, type Selection } from '../samples.ts'
import { blocksOf } from './blocks.ts'
import type { Measure } from './indicator.ts'
import { byOperation } from './operations.ts'
import { unsentIn } from './unsent.ts'
import { type Part, worstPart, worstSliding } from './worst.ts'

/** Slow samples come together where a whole stretch was slow. */
function clusteringBeyond(quantile: number | null, { atMs, durationMs }: Selection, span: Bounds): number {
  return quantile === null ? 1 : clusteringOf(blocksOf(span, atMs, (i) => durationMs[i]! > quantile))
}

/** On the whole window, on its worst sliding 10 s, and for each operation by itself. */
export const latency: Measure<'latency'> = ({ indicator, context, span, filter }) => {
  const q = indicator.percentile / 100
  const selection = samplesIn(context, span, filter)
  const { durationMs } = selection
  const sorted = ascending(durationMs)
  const observed = quantileOf(sorted, q)
  const least = leastSamples(q)
  const operations = byOperation(selection, context.record.requests).filter(
    ({ selection: { durationMs: some } }) => some.length >= least,
  )
  const parts: (Part | null)[] = [worstSliding(selection, span, q, least, 'the worst 10 s')]
  if (operations.length > 0 && filter.operation === undefined) {
    const whole = operations.map(({ name, selection: { durationMs: some } }) => ({
      what: name,
      observed: quantileOf(ascending(some), q) ?? 0,
      samples: some.length,
    }))
    parts.push(worstPart(whole))
    parts.push(
      worstPart(
        operations.map(({ name, selection }) =>
          worstSliding(selection, span, q, least, `the worst 10 s of ${name}`),
        ),
      ),
    )
  }
  return {
    observed,
    samples: durationMs.length,
    bad: failedIn(durationMs),
    confidence: quantileInterval(sorted, q, clusteringBeyond(observed, selection, span)),
    worst: parts.filter(
      (part): part is Part => part !== null && observed !== null && part.observed > observed,
    ),
    uncertain: unsentIn(context, span),
    note: selection.uncertain > 0 ? `${selection.uncertain} with an unknown start are among them` : '',
  }
}
