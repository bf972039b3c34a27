import { tookMs } from '../began.ts'
import { quantileInterval } from '../confidence.ts'
import { samplesIn } from '../context.ts'
import { quantileIn, ranked } from '../ranks.ts'
import { type Measure, noValue } from './indicator.ts'

/** How long those that failed took to do so; those that were never sent took no time that could be known. */
export const failureLatency: Measure<'failure-latency'> = ({ indicator, context, span, filter }) => {
  const { requests } = context.record
  const { durationMs, row, sent } = samplesIn(context, span, filter)
  if (durationMs.length === 0) return noValue('no request was made in the window')
  const took: number[] = []
  let unsent = 0
  for (let i = 0; i < row.length; i++) {
    if (durationMs[i] !== Number.POSITIVE_INFINITY) continue
    if (sent[i] === 1) took.push(tookMs(requests, row[i]!))
    else unsent += 1
  }
  const q = indicator.percentile / 100
  const values = ranked(Float32Array.from(took))
  const failed = took.length + unsent
  if (failed === 0) return { ...noValue('no request failed'), bad: 0 }
  if (took.length === 0) return { ...noValue(`the ${unsent} that failed were never sent`), bad: failed }
  return {
    observed: quantileIn(values, q),
    samples: took.length,
    bad: failed,
    confidence: quantileInterval(values, q),
    worst: [],
    uncertain: { bad: 0, total: 0 },
    note: unsent > 0 ? `${unsent} more were never sent` : '',
  }
}
