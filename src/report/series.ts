/** A run second by second, for charts. */
import type { Requests, RunRecord } from '../journal/record.ts'

/** Each array has one value a second, from `fromSecond` (run seconds) on. */
export interface SecondSeries {
  fromSecond: number
  ok: number[]
  failed: number[]
  /** Iterations that were due and not sent. */
  dropped: number[]
  /** Exact, ms, failures as +∞; null: no requests, or endless. */
  p50: (number | null)[]
  p95: (number | null)[]
  p99: (number | null)[]
}

/** Every request is counted once, in the second in which it began; every dropped iteration in the one it was due. */
export function secondSeries({ requests, metrics }: Pick<RunRecord, 'requests' | 'metrics'>): SecondSeries {
  const drops = droppedSeconds(metrics)
  const seconds = Array.from(requests.startMs.subarray(0, requests.length), (ms) => Math.floor(ms / 1000))
  const all = [...drops.keys()].concat(seconds)
  if (all.length === 0) return { fromSecond: 0, ok: [], failed: [], dropped: [], p50: [], p95: [], p99: [] }
  const from = all.reduce((a, b) => Math.min(a, b))
  const length = all.reduce((a, b) => Math.max(a, b)) - from + 1
  const durations = bySecond(requests, seconds, from, length)
  const failedOf = (values: number[]): number =>
    values.filter((value) => value === Number.POSITIVE_INFINITY).length
  const at = (percentile: number): (number | null)[] =>
    durations.map((values) => nearestRank(values, percentile))
  return {
    fromSecond: from,
    ok: durations.map((values) => values.length - failedOf(values)),
    failed: durations.map(failedOf),
    dropped: Array.from({ length }, (_, second) => drops.get(from + second) ?? 0),
    p50: at(50),
    p95: at(95),
    p99: at(99),
  }
}

function droppedSeconds({ length, atMs, value, metric }: RunRecord['metrics']): Map<number, number> {
  const drops = new Map<number, number>()
  for (let i = 0; i < length; i += 1) {
    if (metric.values[metric.codes[i] ?? 0] !== 'dropped_iterations') continue
    const second = Math.floor((atMs[i] ?? 0) / 1000)
    drops.set(second, (drops.get(second) ?? 0) + (value[i] ?? 0))
  }
  return drops
}

/** The durations of each second in ascending order, failures as +∞. */
function bySecond(requests: Requests, seconds: readonly number[], from: number, length: number): number[][] {
  const durations = Array.from({ length }, (): number[] => [])
  for (const [i, second] of seconds.entries()) {
    const good = requests.ok[i] === 1
    durations[second - from]?.push(good ? (requests.durationMs[i] ?? 0) : Number.POSITIVE_INFINITY)
  }
  for (const values of durations) values.sort((a, b) => a - b)
  return durations
}

function nearestRank(sorted: readonly number[], percentile: number): number | null {
  const value = sorted[Math.ceil((percentile / 100) * sorted.length) - 1]
  return value === undefined || !Number.isFinite(value) ? null : Math.round(value * 1000) / 1000
}
