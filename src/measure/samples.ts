import type { Requests } from '../journal/record.ts'
import { isPlaced } from './began.ts'
import type { Unserved } from './drops.ts'
import type { Matches } from './filter.ts'
import { type Bounds, holds, lowerBound, mayHold, type Unstarted } from './membership.ts'
import { momentsBy, patienceBy } from './moments.ts'
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
  /** May a request of the record belong to the window? Of one whose start is known, that is: does it? */
  mayHold(row: number, bounds: Bounds): boolean
}

export interface Selection extends Omit<Samples, 'uncertain' | 'mayHold'> {
  /** How many are in it although their start is not known. They are the last ones. */
  uncertain: number
}

interface Placing {
  /** When something was done to the app; ascending. */
  instantsMs: readonly number[]
  /** When nothing was wrong; null: not known. */
  baseline: Bounds | null
  /** The longest that a request can take, ms. */
  timeLimitMs: number
}

export function samplesOf(requests: Requests, placing: Placing, unserved: readonly Unserved[]): Samples {
  const momentOf = momentsBy(requests, placing.baseline)
  const uncertain = rowsOf(requests, false)
  const sentCount = requests.length - uncertain.length
  // Where all are certain, which is usual, each is its own row.
  const certain = uncertain.length === 0 ? null : rowsOf(requests, true)
  const count = sentCount + unserved.length
  const momentsMs = new Float64Array(count)
  for (let i = 0; i < sentCount; i++) {
    const row = certain === null ? i : certain[i]!
    momentsMs[i] = momentOf(row, placing.instantsMs)
  }
  unserved.forEach(({ atMs }, i) => {
    momentsMs[sentCount + i] = atMs
  })
  const order = orderOf(momentsMs)
  const samples = { ...emptyColumns(count), uncertain, mayHold: holderOf(requests, placing) }
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

function holderOf(requests: Requests, { instantsMs, baseline, timeLimitMs }: Placing): Samples['mayHold'] {
  const patienceMs = patienceBy(requests, baseline)
  const momentOf = momentsBy(requests, baseline)
  return (row, bounds) => {
    if (isPlaced(requests, row)) return holds(bounds, momentOf(row, instantsMs))
    const [startMs, durationMs] = [requests.startMs[row]!, requests.durationMs[row]!]
    const endMs = startMs + durationMs
    // Of one without a duration, nothing but its end is known.
    const earliestMs = durationMs > 0 ? Math.max(startMs, endMs - timeLimitMs) : endMs - timeLimitMs
    const unstarted: Unstarted = { earliestMs, endMs, patienceMs: patienceMs(row) }
    return mayHold(bounds, unstarted, instantsMs)
  }
}

/** The samples of a window for which the filter holds. */
export function select(samples: Samples, requests: Requests, bounds: Bounds, matches: Matches): Selection {
  const from = lowerBound(samples.atMs, bounds.startMs)
  const to = Math.max(from, lowerBound(samples.atMs, bounds.endMs))
  const maybe = samples.uncertain.filter(
    (row) => (matches === null || matches(row)) && samples.mayHold(row, bounds),
  )
  // Nothing to leave out and nothing to add: the columns are shared, not copied.
  if (matches === null && maybe.length === 0) return slice(samples, from, to)
  const picked = emptyColumns(to - from + maybe.length)
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

function emptyColumns(count: number): Omit<Samples, 'uncertain' | 'mayHold'> {
  return {
    atMs: new Float64Array(count),
    durationMs: new Float32Array(count),
    row: new Uint32Array(count),
    sent: new Uint8Array(count),
  }
}

function slice(
  { atMs, durationMs, row, sent }: Omit<Samples, 'uncertain' | 'mayHold'>,
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

function rowsOf(requests: Requests, placed: boolean): Uint32Array<ArrayBuffer> {
  const { length } = requests
  let count = 0
  for (let row = 0; row < length; row++) if (isPlaced(requests, row) === placed) count += 1
  const rows = new Uint32Array(count)
  for (let row = 0, at = 0; row < length && at < count; row++)
    if (isPlaced(requests, row) === placed) rows[at++] = row
  return rows
}

function durationOf({ ok, durationMs }: Requests, row: number): number {
  return ok[row] === 1 ? durationMs[row]! : Number.POSITIVE_INFINITY
}

function withinBounds(atMs: number, { startMs, endMs }: Bounds): number {
  return Math.min(Math.max(atMs, startMs), Math.max(startMs, endMs - 1))
}
