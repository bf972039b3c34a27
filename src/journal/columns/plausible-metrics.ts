/** Numbers in `metrics.arrow` that stand for how many, or for how long: what measures them steps through as many. */
import { MOST_RUN_MS } from '../../units.ts'
import type { Column, Metrics } from '../record.ts'

/** In one sample, and in a whole run. */
const MOST_DROPPED_AT_ONCE = 1e6
const MOST_DROPPED = 5e6

/** Left out from the first row on that no load can have made, which is then said. */
export function plausibleMetrics(
  metrics: Metrics,
  damage: string | null,
): { metrics: Metrics; damage: string | null } {
  const row = firstImplausible(metrics)
  if (row < 0) return { metrics, damage }
  const name = metrics.metric.values[metrics.metric.codes[row] ?? 0] ?? ''
  return {
    metrics: firstRows(metrics, row),
    damage: damage ?? `a row has a value of ${name} that no load can have`,
  }
}

function firstImplausible({ length, value, metric }: Metrics): number {
  // Of a damaged file, a name may stand in the dictionary twice.
  const isDrop = metric.values.map((name) => name === 'dropped_iterations')
  const isIteration = metric.values.map((name) => name === 'iteration_duration')
  let dropped = 0
  for (let row = 0; row < length; row++) {
    const [code, amount] = [metric.codes[row]!, value[row]!]
    if (isDrop[code]) {
      dropped += Math.max(1, amount)
      if (!(amount >= 0 && amount <= MOST_DROPPED_AT_ONCE) || dropped > MOST_DROPPED) return row
    }
    if (isIteration[code] && !(amount >= 0 && amount <= MOST_RUN_MS)) return row
  }
  return -1
}

function firstRows(metrics: Metrics, length: number): Metrics {
  const cut = ({ codes, values }: Column): Column => ({ codes: codes.subarray(0, length), values })
  return {
    length,
    atMs: metrics.atMs.subarray(0, length),
    value: metrics.value.subarray(0, length),
    metric: cut(metrics.metric),
    label: cut(metrics.label),
    scenario: cut(metrics.scenario),
    group: cut(metrics.group),
    request: metrics.request.subarray(0, length),
  }
}
