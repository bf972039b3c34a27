import { type Measure, noValue } from './indicator.ts'
import { metricRows } from './metric-rows.ts'
import { statOf } from './stat.ts'

/** A custom k6 metric, by the time of each value. */
export const metric: Measure<'metric'> = ({ indicator, context, span, filter }) => {
  const { name, stat } = indicator
  const { metrics } = context.record
  const values = metricRows(context, name, span, filter).map((row) => metrics.value[row]!)
  // A counter that was never raised has no rows; one that the script does not have is no evidence of anything.
  if (!metrics.metric.values.includes(name)) return noValue(`the script has no metric named "${name}"`)
  const observed = statOf(stat, values, (span.endMs - span.startMs) / 1000)
  const note = observed === null && values.length > 0 ? `there is no statistic "${stat}"` : ''
  return { ...noValue(note), observed, samples: values.length }
}
