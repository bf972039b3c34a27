import type { Filter } from '../../drill/objective.ts'
import type { Metrics } from '../../journal/record.ts'
import type { Context } from '../context.ts'
import { among, matchesMetrics } from '../filter.ts'
import { type Bounds, holds } from '../membership.ts'

/**
 * Rows of one k6 metric in a window. What speaks of a request belongs where that one does, however long it took; all
 * else goes by its time.
 */
export function metricRows(
  { record: { metrics, requests }, samples }: Context,
  name: string,
  bounds: Bounds,
  filter: Filter,
): number[] {
  const isNamed = among(metrics.metric, (metric) => metric === name)
  const matches = matchesMetrics(filter, metrics)
  const belongs = (row: number): boolean => {
    const request = requestOf(metrics, row, requests.length)
    return request === null ? holds(bounds, metrics.atMs[row]!) : samples.mayHold(request, bounds)
  }
  const rows: number[] = []
  for (let row = 0; row < metrics.length; row++) {
    if (!isNamed(row) || !belongs(row)) continue
    if (matches === null || matches(row)) rows.push(row)
  }
  return rows
}

/** The row of the request that a metric speaks of; null: none, or it was cut off. */
export function requestOf({ request }: Metrics, row: number, requests: number): number | null {
  const named = request[row]! - 1
  return Number.isInteger(named) && named >= 0 && named < requests ? named : null
}
