import type { Filter } from '../../drill/objective.ts'
import type { Requests, RunRecord } from '../../journal/record.ts'
import { isPlaced, tookMs } from '../../measure/began.ts'
import { dropsOf, unservedRequests } from '../../measure/drops.ts'
import { type Matches, matchesRequests } from '../../measure/filter.ts'
import { type Bounds, holds } from '../../measure/membership.ts'
import { formatMs } from '../../units.ts'
import { counted } from '../wording.ts'
import type { Broken } from './broken-in.ts'
import { breakingMs, deedsOf } from './deeds.ts'
import { requestMoments } from './request-moments.ts'

const SLICE_MS = 1000
/** In fewer requests one slow one is no slice that is too slow. */
const FEWEST = 10

/** The first request of the window that failed, or that the app kept from being sent, by its moment. */
export function firstFailure(record: RunRecord, window: Bounds, filter: Filter): Broken | null {
  const { requests } = record
  const failed = firstOf(record, window, filter, (row) => requests.ok[row] !== 1)
  const unsentMs = firstUnsentMs(record, window, filter)
  if (unsentMs < (failed?.atMs ?? Number.POSITIVE_INFINITY))
    return { atMs: unsentMs, what: 'a request was due and could not be sent' }
  return (
    failed && { atMs: failed.atMs, what: `the first request failed: ${requestWords(requests, failed.row)}` }
  )
}

/** The first that took too long to fail. */
export function firstSlowFailure(
  record: RunRecord,
  window: Bounds,
  filter: Filter,
  isTooLong: (ms: number) => boolean,
): Broken | null {
  const { requests } = record
  const slow = (row: number): boolean => requests.ok[row] !== 1 && isTooLong(requests.durationMs[row]!)
  const found = firstOf(record, window, filter, slow)
  return (
    found && {
      atMs: found.atMs,
      what: `a request took too long to fail: ${requestWords(requests, found.row)}`,
    }
  )
}

function firstOf(
  record: RunRecord,
  window: Bounds,
  filter: Filter,
  wanted: (row: number) => boolean,
): { row: number; atMs: number } | null {
  const { requests } = record
  const deedsMs = breakingMs(deedsOf(record.events))
  const moments = requestMoments(record)
  let first: { row: number; atMs: number } | null = null
  each(record, window, { filter, wanted }, (row, momentMs) => {
    // What was under way when something was done broke then, and not when it began; what had hung by then did not.
    const brokeMs = isPlaced(requests, row) ? moments.among(row, deedsMs) : momentMs
    const atMs = brokeMs < window.endMs ? brokeMs : momentMs
    if (first === null || atMs < first.atMs) first = { row, atMs }
  })
  return first
}

/** As the share of failures counts them: what the generator dropped by itself is none of the app's. +∞: there is none. */
function firstUnsentMs(record: RunRecord, window: Bounds, filter: Filter): number {
  const matches: Matches = matchesRequests(filter, record.requests)
  const unsent = unservedRequests(dropsOf(record), record).filter(
    ({ atMs, likeRow }) => holds(window, atMs) && (matches === null || matches(likeRow)),
  )
  return unsent.reduce((least, { atMs }) => Math.min(least, atMs), Number.POSITIVE_INFINITY)
}

/** The first second of the window in which the percentile was over the limit: its first request that was. */
export function firstSlow(
  record: RunRecord,
  window: Bounds,
  filter: Filter,
  { percentile, limitMs }: { percentile: number; limitMs: number },
): Broken | null {
  const { requests } = record
  const count = Math.max(1, Math.ceil((window.endMs - window.startMs) / SLICE_MS))
  const total = new Uint32Array(count)
  const slow = new Uint32Array(count)
  const firstMs = new Float64Array(count).fill(Number.POSITIVE_INFINITY)
  const worstMs = new Float64Array(count)
  each(record, window, { filter, wanted: null }, (row, momentMs) => {
    const slice = Math.min(count - 1, Math.floor((momentMs - window.startMs) / SLICE_MS))
    total[slice]! += 1
    const durationMs = requests.ok[row] === 1 ? requests.durationMs[row]! : Number.POSITIVE_INFINITY
    if (durationMs < limitMs) return
    slow[slice]! += 1
    firstMs[slice] = Math.min(firstMs[slice]!, momentMs)
    worstMs[slice] = Math.max(worstMs[slice]!, durationMs)
  })
  const allowed = 1 - percentile / 100
  const isLate = (slice: number): boolean => total[slice]! >= FEWEST && slow[slice]! > allowed * total[slice]!
  const slice = total.findIndex((_, k) => isLate(k))
  const at = slice >= 0 ? slice : slow.findIndex((some) => some > 0)
  if (at < 0) return null
  const worst = Number.isFinite(worstMs[at]!) ? `up to ${formatMs(worstMs[at]!)}` : 'some of them failed'
  const what = `${slow[at]} of ${counted(total[at]!, 'request')} of that second took ${formatMs(limitMs)} or longer, ${worst}`
  return { atMs: firstMs[at]!, what }
}

function each(
  record: RunRecord,
  window: Bounds,
  { filter, wanted }: { filter: Filter; wanted: Matches },
  see: (row: number, momentMs: number) => void,
): void {
  const { requests } = record
  const matches: Matches = matchesRequests(filter, requests)
  const moments = requestMoments(record)
  for (let row = 0; row < requests.length; row++) {
    if (wanted !== null && !wanted(row)) continue
    const startMs = requests.startMs[row]!
    if (startMs >= window.endMs) continue
    const endMs = startMs + requests.durationMs[row]!
    if (endMs < window.startMs || (matches !== null && !matches(row))) continue
    // One whose start is not known broke as late as it may have begun.
    const isLate = !isPlaced(requests, row) && holds(window, endMs)
    const momentMs = isLate ? endMs : moments.byWindow(row)
    if (holds(window, momentMs)) see(row, momentMs)
  }
}

/** `POST /orders, answered 502 after 3 ms` */
export function requestWords(requests: Requests, row: number): string {
  const { operation, method, status } = requests
  const name = operation.values[operation.codes[row]!] || method.values[method.codes[row]!] || 'a request'
  const code = status[row]!
  const end = code === 0 ? 'no answer' : `answered ${code}`
  // Of one whose start is not known, nor is how long it took.
  return `${name}, ${end}${isPlaced(requests, row) ? ` after ${formatMs(tookMs(requests, row))}` : ''}`
}
