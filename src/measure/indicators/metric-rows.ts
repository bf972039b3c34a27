import type { Filter } from '../../drill/objective.ts'
import type { Context } from '../context.ts'
import { among, matchesMetrics } from '../filter.ts'
import { type Bounds, holds } from '../membership.ts'

/** Rows of one k6 metric in a window. A metric has a moment and no interval: it goes by its time. */
export function metricRows(
  { record: { metrics } }: Context,
  name: string,
  bounds: Bounds,
  filter: Filter,
): number[] {
  const isNamed = among(metrics.metric, (metric) => metric === name)
  const matches = matchesMetrics(filter, metrics)
  const rows: number[] = []
  for (let row = 0; row < metrics.length; row++) {
    if (!isNamed(row) || !holds(bounds, metrics.atMs[row]!)) continue
    if (matches === null || matches(row)) rows.push(row)
  }
  return rows
}
