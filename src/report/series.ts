/** A run in buckets of time, for charts. Exact, whatever their width: nothing is thinned out. */
import type { Requests, RunRecord } from '../journal/record.ts'
import { beganMs } from '../measure/began.ts'
import { quantileOf } from '../measure/percentile.ts'

export type Sampled = Pick<RunRecord, 'requests' | 'metrics'>

/** Run ms. */
export interface Stretch {
  fromMs: number
  toMs: number
}

/** How many in each bucket. A request counts once, where it began; one that was not sent, where it was due. */
export interface Counts {
  good: number[]
  /** Failed, and were answered. */
  answered: number[]
  /** Failed without an answer. */
  unanswered: number[]
  /** Iterations that were due and not sent. */
  unsent: number[]
}

/** Of the requests that began in each bucket: ms, failures as +∞; null: there were none. */
export interface Percentiles {
  p50: (number | null)[]
  p95: (number | null)[]
  p99: (number | null)[]
}

/** From the first request, or iteration that was due, to the last; null: there was no load. */
export function spanOf({ requests, metrics }: Sampled): Stretch | null {
  let [fromMs, toMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const see = (atMs: number): void => {
    fromMs = Math.min(fromMs, atMs)
    toMs = Math.max(toMs, atMs)
  }
  for (let row = 0; row < requests.length; row++) see(beganMs(requests, row))
  eachDrop(metrics, see)
  return fromMs > toMs ? null : { fromMs, toMs }
}

export function countsOf({ requests, metrics }: Sampled, stretch: Stretch, stepMs: number): Counts {
  const length = bucketsIn(stretch, stepMs)
  const none = (): number[] => new Array(length).fill(0)
  const counts: Counts = { good: none(), answered: none(), unanswered: none(), unsent: none() }
  const add = (to: number[], atMs: number, value: number): void => {
    const bucket = Math.floor((atMs - stretch.fromMs) / stepMs)
    if (bucket >= 0 && bucket < length) to[bucket]! += value
  }
  for (let row = 0; row < requests.length; row++) {
    const failed = requests.status[row] === 0 ? counts.unanswered : counts.answered
    add(requests.ok[row] === 1 ? counts.good : failed, beganMs(requests, row), 1)
  }
  eachDrop(metrics, (atMs, value) => add(counts.unsent, atMs, value))
  return counts
}

/** `together`: so many buckets are told as one, by the worst of them. */
export function percentilesOf(
  { requests }: Pick<Sampled, 'requests'>,
  stretch: Stretch,
  stepMs: number,
  together = 1,
): Percentiles {
  const { starts, durations } = byBucket(requests, stretch, stepMs)
  const count = starts.length - 1
  const none = (): (number | null)[] => new Array(Math.ceil(count / together)).fill(null)
  const [p50, p95, p99] = [none(), none(), none()]
  for (let bucket = 0; bucket < count; bucket++) {
    const [from, to] = [starts[bucket]!, starts[bucket + 1]!]
    // Of a long run most buckets may be empty.
    if (from === to) continue
    const sorted = durations.subarray(from, to).sort()
    const at = Math.floor(bucket / together)
    for (const [q, worst] of [
      [0.5, p50],
      [0.95, p95],
      [0.99, p99],
    ] as const)
      worst[at] = Math.max(worst[at] ?? 0, quantileOf(sorted, q) ?? 0)
  }
  return { p50, p95, p99 }
}

export interface SecondSeries extends Counts, Percentiles {
  /** Run seconds of the first bucket. */
  fromSecond: number
}

/** The whole run, by whole seconds of its clock. */
export function secondSeries(record: Sampled): SecondSeries {
  const span = spanOf(record)
  const fromSecond = span === null ? 0 : Math.floor(span.fromMs / 1000)
  const fromMs = fromSecond * 1000
  // In just the way in which a request's own bucket is worked out, so that the last one has its own.
  const seconds = span === null ? 0 : Math.floor((span.toMs - fromMs) / 1000) + 1
  const stretch = { fromMs, toMs: fromMs + seconds * 1000 }
  return { fromSecond, ...countsOf(record, stretch, 1000), ...percentilesOf(record, stretch, 1000) }
}

function bucketsIn({ fromMs, toMs }: Stretch, stepMs: number): number {
  return Math.max(0, Math.ceil((toMs - fromMs) / stepMs))
}

function eachDrop(
  { length, atMs, value, metric }: RunRecord['metrics'],
  see: (atMs: number, value: number) => void,
): void {
  const code = metric.values.indexOf('dropped_iterations')
  for (let row = 0; row < length && code >= 0; row++)
    if (metric.codes[row] === code) see(atMs[row]!, value[row]!)
}

/** The durations bucket by bucket, failures as +∞; `starts`: where each one's begin, and last where the last one's end. */
function byBucket(
  requests: Requests,
  stretch: Stretch,
  stepMs: number,
): { starts: Uint32Array; durations: Float32Array } {
  const count = bucketsIn(stretch, stepMs)
  const bucketOf = (row: number): number => Math.floor((beganMs(requests, row) - stretch.fromMs) / stepMs)
  const starts = new Uint32Array(count + 1)
  for (let row = 0; row < requests.length; row++) {
    const bucket = bucketOf(row)
    if (bucket >= 0 && bucket < count) starts[bucket + 1]! += 1
  }
  for (let bucket = 0; bucket < count; bucket++) starts[bucket + 1]! += starts[bucket]!
  const durations = new Float32Array(starts[count]!)
  const next = starts.slice(0, count)
  for (let row = 0; row < requests.length; row++) {
    const bucket = bucketOf(row)
    if (bucket < 0 || bucket >= count) continue
    durations[next[bucket]!++] = requests.ok[row] === 1 ? requests.durationMs[row]! : Number.POSITIVE_INFINITY
  }
  return { starts, durations }
}
