import { type Measure, noValue } from './indicator.ts'
import { metricRows } from './metric-rows.ts'
import { statOf } from './stat.ts'

const EVER = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }

/** A custom k6 metric, by the request that each value speaks of, else by its time. */
export const metric: Measure<'metric'> = ({ indicator, context, span, filter }) => {
  const { name, stat } = indicator
  const { metrics } = context.record
  const values = metricRows(context, name, span, filter).map((row) => metrics.value[row]!)
  // A counter that was never raised in the run has no rows, just as one that the script does not have.
  if (!metrics.metric.values.includes(name))
    return noValue(`the script has no metric named "${name}", or never added to it: add 0 once`)
  if (values.length === 0 && metricRows(context, name, EVER, filter).length === 0)
    return noValue(`no value of "${name}" is of that scenario or group`)
  const observed = statOf(stat, values, (span.endMs - span.startMs) / 1000)
  const note = observed === null && values.length > 0 ? `there is no statistic "${stat}"` : ''
  return { ...noValue(note), observed, samples: values.length }
}
