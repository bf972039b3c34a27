/**
 * How late the load generator was: the k-th arrival, started or dropped, was due at t0 + k ÷ rate. A lag that is made
 * up for later was lateness; one that never is means arrivals that were never made.
 */
import { type Bounds, holds, lowerBound } from './membership.ts'
import { selectRank } from './percentile.ts'
import { THRESHOLDS } from './thresholds.ts'

/** A stretch without arrivals, or with fewer than were due, and from `crowdMs` on with more. */
export interface Crowded extends Bounds {
  crowdMs: number
}

export interface Lateness {
  basis: 'arrivals' | 'none'
  maxMs: number
  p99Ms: number
  /** When each missing arrival was due. */
  missingMs: number[]
  /** From when the first of so many late arrivals was due until the last of them was made; `crowdMs`: the first was. */
  late: Crowded[]
}

export interface LatenessInput {
  /** Ascending. */
  arrivalsMs: Float64Array
  firstDueMs: number | null
  ratePerSecond: number | null
  /** What is judged: from the first window's begin to the last one's end. */
  bounds: Bounds
  /** While the app did not answer, nothing is held against the generator. */
  notAnswering: readonly Bounds[]
}

const UNKNOWN: Lateness = { basis: 'none', maxMs: 0, p99Ms: 0, missingMs: [], late: [] }

export function latenessOf({
  arrivalsMs,
  firstDueMs,
  ratePerSecond,
  bounds,
  notAnswering,
}: LatenessInput): Lateness {
  const count = arrivalsMs.length
  if (firstDueMs === null || ratePerSecond === null || count === 0) return UNKNOWN
  const stepMs = 1000 / ratePerSecond
  const endMs = lastMs(arrivalsMs)
  // More arrivals than were due: these are not arrivals (several requests in an iteration).
  if (count > 1.1 * ((endMs - firstDueMs) / stepMs + 1) + 10) return UNKNOWN
  const { lagsMs: lastingMs, shiftMs } = lagsOf(arrivalsMs, firstDueMs, stepMs)
  toSuffixMinimum(lastingMs)
  const dueMs = (k: number): number => firstDueMs + k * stepMs
  // In the place of lags that were looked at: ten million would take as much memory again.
  const latenesses = lastingMs
  let judged = 0
  const missingMs: number[] = []
  const late: Crowded[] = []
  let missed = 0
  for (let k = 0; k < count; k++) {
    const lasting =
      lastingMs[k]! > Math.max(THRESHOLDS.loadDriftMs, 2 * stepMs)
        ? Math.min(THRESHOLDS.loadOpen, Math.round(lastingMs[k]! / stepMs))
        : 0
    // The k-th that was seen is the (k + lasting)-th that was due.
    const trueDueMs = dueMs(k + lasting)
    for (; missed < lasting; missed++) missingMs.push(dueMs(k + missed))
    const lateMs = Math.max(0, arrivalsMs[k]! - trueDueMs)
    if (holds(bounds, trueDueMs)) latenesses[judged++] = lateMs
    // Where the first due moment is in doubt, by so much is every lateness.
    if (lateMs - shiftMs > THRESHOLDS.loadLateMs) addLate(late, trueDueMs, arrivalsMs[k]!)
  }
  const seen = latenesses.subarray(0, judged)
  const missing = missingMs.filter(
    (atMs) => holds(bounds, atMs) && !notAnswering.some((gap) => holds(gap, atMs)),
  )
  return {
    basis: 'arrivals',
    maxMs: seen.reduce((most, one) => Math.max(most, one), 0),
    p99Ms: judged === 0 ? 0 : selectRank(seen, Math.ceil(0.99 * judged)),
    missingMs: missing.concat(
      neverMade(arrivalsMs, { dueMs, stepMs, from: count + missed }, bounds, notAnswering),
    ),
    late,
  }
}

function addLate(late: Crowded[], dueMs: number, madeMs: number): void {
  const last = late.at(-1)
  if (last && dueMs <= last.endMs) last.endMs = Math.max(last.endMs, madeMs)
  else late.push({ startMs: dueMs, crowdMs: madeMs, endMs: madeMs })
}

/** Arrivals due after the last one that came, within what is judged. */
function neverMade(
  arrivalsMs: Float64Array,
  { dueMs, stepMs, from }: { dueMs: (k: number) => number; stepMs: number; from: number },
  bounds: Bounds,
  notAnswering: readonly Bounds[],
): number[] {
  const missing: number[] = []
  // Those before are passed over at once: there may be more of them than could be stepped through.
  const earliestMs = Math.max(lastMs(arrivalsMs), bounds.startMs)
  const first = Math.max(from, from + Math.floor((earliestMs - dueMs(from)) / stepMs) - 1)
  for (
    let k = first;
    k < first + THRESHOLDS.loadOpen && dueMs(k) < bounds.endMs - THRESHOLDS.loadDriftMs;
    k++
  ) {
    const atMs = dueMs(k)
    if (atMs <= lastMs(arrivalsMs) || !holds(bounds, atMs)) continue
    if (!notAnswering.some((gap) => holds(gap, atMs))) missing.push(atMs)
  }
  return missing
}

function lagsOf(
  arrivalsMs: Float64Array,
  firstDueMs: number,
  stepMs: number,
): { lagsMs: Float64Array; shiftMs: number } {
  const lagsMs = new Float64Array(arrivalsMs.length)
  let least = 0
  for (let k = 0; k < lagsMs.length; k++) {
    lagsMs[k] = arrivalsMs[k]! - (firstDueMs + k * stepMs)
    least = Math.min(least, lagsMs[k]!)
  }
  // Nothing can arrive before it is due: a negative lag means that the first due moment was taken too late.
  if (least < 0) for (let k = 0; k < lagsMs.length; k++) lagsMs[k]! -= least
  return { lagsMs, shiftMs: -least }
}

/** In place: each becomes the least of itself and all after it. */
function toSuffixMinimum(values: Float64Array): void {
  for (let k = values.length - 2; k >= 0; k--) values[k] = Math.min(values[k]!, values[k + 1]!)
}

function lastMs(arrivalsMs: Float64Array): number {
  return arrivalsMs.at(-1) ?? 0
}

/** How many of these (ascending) moments lie within the bounds. */
export function countWithin(momentsMs: readonly number[], { startMs, endMs }: Bounds): number {
  return Math.max(0, lowerBound(momentsMs, endMs) - lowerBound(momentsMs, startMs))
}
