import type { Requests } from '../journal/record.ts'
import type { Unserved } from './drops.ts'
import type { Matches } from './filter.ts'
import { type Bounds, lowerBound, mayHold, momentOf } from './membership.ts'
import { orderOf } from './order.ts'

/**
 * Everything that was offered to the app, ascending by the moment that decides on its window: requests that were sent,
 * and those that were not because every VU was waiting for the app.
 */
export interface Samples {
  atMs: Float64Array
  /** Connecting included; +∞: failed. */
  durationMs: Float32Array
  /** The request's row in the record; for one never sent, that of a like request. */
  row: Uint32Array
  /** 0: never sent. */
  sent: Uint8Array
  /** Rows of the requests whose start is not known; they are in none of the columns. */
  uncertain: Uint32Array
}

export interface Selection extends Omit<Samples, 'uncertain'> {
  /** How many are in it although their start is not known. They are the last ones. */
  uncertain: number
}

export function samplesOf(
  requests: Requests,
  instantsMs: readonly number[],
  unserved: readonly Unserved[],
): Samples {
  const uncertain = rowsOf(requests, 0)
  const sentCount = requests.length - uncertain.length
  // Where all are certain, which is usual, each is its own row.
  const certain = uncertain.length === 0 ? null : rowsOf(requests, 1)
  const count = sentCount + unserved.length
  const momentsMs = new Float64Array(count)
  for (let i = 0; i < sentCount; i++) {
    const row = certain === null ? i : certain[i]!
    const startMs = requests.startMs[row]!
    momentsMs[i] = momentOf(startMs, startMs + requests.durationMs[row]!, instantsMs)
  }
  unserved.forEach(({ atMs }, i) => {
    momentsMs[sentCount + i] = atMs
  })
  const order = orderOf(momentsMs)
  const samples = emptySamples(count, uncertain)
  for (let i = 0; i < count; i++) {
    const from = order[i]!
    const sent = from < sentCount
    const row = sent ? (certain === null ? from : certain[from]!) : unserved[from - sentCount]!.likeRow
    samples.atMs[i] = momentsMs[from]!
    samples.row[i] = row
    samples.sent[i] = Number(sent)
    samples.durationMs[i] = sent ? durationOf(requests, row) : Number.POSITIVE_INFINITY
  }
  return samples
}

/** The samples of a window for which the filter holds. */
export function select(
  samples: Samples,
  requests: Requests,
  bounds: Bounds,
  timeLimitMs: number,
  matches: Matches,
): Selection {
  const from = lowerBound(samples.atMs, bounds.startMs)
  const to = Math.max(from, lowerBound(samples.atMs, bounds.endMs))
  const maybe = samples.uncertain.filter(
    (row) =>
      mayHold(bounds, requests.startMs[row]! + requests.durationMs[row]!, timeLimitMs) &&
      (matches === null || matches(row)),
  )
  // Nothing to leave out and nothing to add: the columns are shared, not copied.
  if (matches === null && maybe.length === 0) return slice(samples, from, to)
  const picked = emptySamples(to - from + maybe.length, maybe)
  let count = 0
  for (let i = from; i < to; i++) {
    const row = samples.row[i]!
    if (matches !== null && !matches(row)) continue
    picked.atMs[count] = samples.atMs[i]!
    picked.durationMs[count] = samples.durationMs[i]!
    picked.row[count] = row
    picked.sent[count++] = samples.sent[i]!
  }
  for (const row of maybe) {
    picked.atMs[count] = withinBounds(requests.startMs[row]!, bounds)
    picked.durationMs[count] = durationOf(requests, row)
    picked.row[count] = row
    picked.sent[count++] = 1
  }
  return { ...slice(picked, 0, count), uncertain: maybe.length }
}

/** How many of these failed. */
export function failedIn(durationsMs: Float32Array): number {
  let failed = 0
  for (let i = 0; i < durationsMs.length; i++) if (durationsMs[i] === Number.POSITIVE_INFINITY) failed += 1
  return failed
}

function emptySamples(count: number, uncertain: Uint32Array): Samples {
  return {
    atMs: new Float64Array(count),
    durationMs: new Float32Array(count),
    row: new Uint32Array(count),
    sent: new Uint8Array(count),
    uncertain,
  }
}

function slice(
  { atMs, durationMs, row, sent }: Omit<Samples, 'uncertain'>,
  from: number,
  to: number,
): Selection {
  return {
    atMs: atMs.subarray(from, to),
    durationMs: durationMs.subarray(from, to),
    row: row.subarray(from, to),
    sent: sent.subarray(from, to),
    uncertain: 0,
  }
}

function rowsOf({ length, certain }: Requests, wanted: 0 | 1): Uint32Array<ArrayBuffer> {
  let count = 0
  for (let row = 0; row < length; row++) if (certain[row] === wanted) count += 1
  const rows = new Uint32Array(count)
  for (let row = 0, at = 0; row < length && at < count; row++) if (certain[row] === wanted) rows[at++] = row
  return rows
}

function durationOf({ ok, durationMs }: Requests, row: number): number {
  return ok[row] === 1 ? durationMs[row]! : Number.POSITIVE_INFINITY
}

function withinBounds(atMs: number, { startMs, endMs }: Bounds): number {
  return Math.min(Math.max(atMs, startMs), Math.max(startMs, endMs - 1))
}
