/**
 * The moment that decides on a request's window. What had hung by an instant was not broken there: it stays in the window
 * in which it was asked. See docs/decisions/0101-what-hung-stays-where-it-was-asked.md.
 */
import type { Requests } from '../journal/record.ts'
import { beganMs } from './began.ts'
import { type Bounds, momentOf } from './membership.ts'
import { quantileIn } from './ranks.ts'

/** One that was under way for less, as something was done, may have been broken by it, whatever is usual. */
export const HUNG_MS = 500
/** So many times as long as requests of its operation take is longer than they ever do. */
const TIMES = 2

/** A request's moment, given the instants; ascending. */
type RequestMoment = (row: number, instantsMs: readonly number[]) => number

export function momentsBy(requests: Requests, baseline: Bounds | null): RequestMoment {
  const patienceMs = patienceBy(requests, baseline)
  return (row, instantsMs) => {
    const startMs = beganMs(requests, row)
    const endMs = requests.startMs[row]! + requests.durationMs[row]!
    const atMs = momentOf(startMs, endMs, instantsMs)
    // What is usual is asked for only where it could matter: that takes a look at all requests.
    return atMs - startMs <= HUNG_MS ? atMs : momentOf(startMs, endMs, instantsMs, patienceMs(row))
  }
}

/**
 * How long a request may have been under way, as something was done, and not have hung: ms, by its operation, from those
 * that were answered well in the baseline. +∞ where there are none.
 */
export function patienceBy(requests: Requests, baseline: Bounds | null): (row: number) => number {
  const known = new Map<number, number>()
  return (row) => {
    const operation = requests.operation.codes[row]!
    const patienceMs = known.get(operation) ?? patienceOf(operation, requests, baseline)
    known.set(operation, patienceMs)
    return patienceMs
  }
}

function patienceOf(operation: number, requests: Requests, baseline: Bounds | null): number {
  if (baseline === null) return Number.POSITIVE_INFINITY
  const tookMs: number[] = []
  for (let row = 0; row < requests.length; row++) {
    if (requests.operation.codes[row] !== operation || requests.ok[row] !== 1) continue
    const startMs = requests.startMs[row]!
    const durationMs = requests.durationMs[row]!
    if (startMs >= baseline.startMs && startMs + durationMs < baseline.endMs) tookMs.push(durationMs)
  }
  const usualMs = quantileIn(Float32Array.from(tookMs), 0.99)
  return usualMs === null ? Number.POSITIVE_INFINITY : Math.max(HUNG_MS, TIMES * usualMs)
}
