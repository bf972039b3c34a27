import { badShare } from '../confidence.ts'
import { among } from '../filter.ts'
import { blocksOf } from './blocks.ts'
import { type Measure, noValue } from './indicator.ts'
import { metricRows, requestOf } from './metric-rows.ts'
import { unsentIn } from './unsent.ts'

/** Share of passes of a named check, by the request that each speaks of. */
export const check: Measure<'check'> = ({ indicator, context, span, filter }) => {
  const { metrics, requests } = context.record
  const isNamed = among(metrics.label, (label) => label === indicator.name)
  const rows = metricRows(context, 'checks', span, filter).filter(isNamed)
  if (rows.length === 0) return noValue(`no check named "${indicator.name}" was made in the window`)
  const bad = rows.filter((row) => metrics.value[row] === 0).length
  const blocks = blocksOf(
    span,
    rows.map((row) => metrics.atMs[row]!),
    (i) => metrics.value[rows[i]!] === 0,
  )
  const failed = badShare(blocks)
  const doubtful = rows.filter((row) => {
    const atMs = metrics.atMs[row]!
    const request = requestOf(metrics, row, requests.length)
    const askedMs = request === null ? atMs : Math.min(requests.startMs[request]!, atMs)
    return context.doubts.some((doubt) => askedMs <= doubt.endMs && atMs >= doubt.startMs)
  })
  const doubtfulBad = doubtful.filter((row) => metrics.value[row] === 0).length
  return {
    observed: (rows.length - bad) / rows.length,
    samples: rows.length,
    bad,
    confidence: failed && { ...failed, low: 1 - failed.high, high: 1 - failed.low },
    worst: [],
    uncertain: unsentIn(context, span),
    doubtful: { good: doubtful.length - doubtfulBad, bad: doubtfulBad },
    note: '',
  }
}
