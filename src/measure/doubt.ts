/**
 * Where the load generator stood still, and made up for it later: then the load was not what the drill asked for. What
 * was under way meanwhile was timed by a clock that stood still as well; what was sent at once afterwards met a crowd
 * that no user would have made. Such requests may have been good or bad: they count as far as either could change a clause.
 */
import type { Requests } from '../journal/record.ts'
import type { Crowded } from './lateness.ts'
import { lowerBound } from './membership.ts'
import type { Samples, Selection } from './samples.ts'
import { THRESHOLDS } from './thresholds.ts'

/** `crowdMs`: from here on more was sent than was due. */
export type Doubt = Crowded

export interface DoubtInput {
  /** Where it stood still, and where arrivals were late; in any order, overlapping or not. */
  stretches: readonly Crowded[]
  requests: Requests
  /** The longest that a request can take, ms. */
  timeLimitMs: number
}

/** Ascending, none touching another. Each lasts until the last request that was sent late has ended. */
export function doubtsOf({ stretches, requests, timeLimitMs }: DoubtInput): Doubt[] {
  const merged: Doubt[] = []
  for (const stretch of stretches.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = merged.at(-1)
    if (!last || stretch.startMs > last.endMs) merged.push({ ...stretch })
    else {
      last.endMs = Math.max(last.endMs, stretch.endMs)
      last.crowdMs = Math.min(last.crowdMs, stretch.crowdMs)
    }
  }
  return merged.map((doubt) => ({ ...doubt, endMs: crowdEndMs(doubt, requests, timeLimitMs) }))
}

function crowdEndMs({ startMs, endMs }: Doubt, requests: Requests, timeLimitMs: number): number {
  const lastMs = endMs + THRESHOLDS.loadCatchUpMs
  let latestMs = lastMs
  for (let row = 0; row < requests.length; row++) {
    const beganMs = requests.startMs[row]!
    if (beganMs < startMs || beganMs > lastMs) continue
    latestMs = Math.max(latestMs, beganMs + requests.durationMs[row]!)
  }
  return Math.min(latestMs, lastMs + timeLimitMs)
}

/** Which of these samples were under way in a doubt; null: none was. */
export function doubtfulIn(
  { atMs, row, sent }: Pick<Selection, 'atMs' | 'row' | 'sent'>,
  doubts: readonly Doubt[],
  requests: Requests,
): Uint8Array | null {
  if (doubts.length === 0) return null
  const marks = new Uint8Array(row.length)
  let any = false
  for (let i = 0; i < row.length; i++) {
    const wasSent = sent[i] === 1
    const startMs = wasSent ? requests.startMs[row[i]!]! : atMs[i]!
    const endMs = wasSent ? startMs + requests.durationMs[row[i]!]! : startMs
    if (!overlapsAny(doubts, startMs, endMs)) continue
    marks[i] = 1
    any = true
  }
  return any ? marks : null
}

/**
 * Were it not for the doubt: samples in it as good as could be, and some where none was sent. The same where there is no
 * doubt.
 */
export function atBest(samples: Samples, doubts: readonly Doubt[], requests: Requests): Timed {
  const marks = doubtfulIn(samples, doubts, requests)
  if (marks === null) return samples
  const durationMs = samples.durationMs.map((ms, i) => (marks[i] === 1 ? 0 : ms))
  return withUnsent({ atMs: samples.atMs, durationMs }, doubts.flatMap(momentsIn), 0)
}

export type Timed = Pick<Samples, 'atMs' | 'durationMs'>

/** Close enough for every second to have one. */
const MOMENTS_MS = 500

function momentsIn({ startMs, endMs }: Doubt): number[] {
  return Array.from({ length: Math.ceil((endMs - startMs) / MOMENTS_MS) }, (_, k) => startMs + k * MOMENTS_MS)
}

/** How many of the marked ones are good, and bad. */
export function doubtfulCounts(
  marks: Uint8Array | null,
  durationMs: Float32Array,
): { good: number; bad: number } {
  let [good, bad] = [0, 0]
  for (let i = 0; marks !== null && i < marks.length; i++) {
    if (marks[i] !== 1) continue
    if (durationMs[i] === Number.POSITIVE_INFINITY) bad += 1
    else good += 1
  }
  return { good, bad }
}

function overlapsAny(doubts: readonly Doubt[], startMs: number, endMs: number): boolean {
  return doubts.some((doubt) => startMs <= doubt.endMs && endMs >= doubt.startMs)
}

/** Sorted in, samples of this value at these (ascending) moments: for what was due and never sent, say. */
export function withUnsent(timed: Timed, unsentMs: readonly number[], valueMs: number): Timed {
  return unsentMs.length === 0 ? timed : opened(timed, null, unsentMs).filledWith(valueMs)
}

/** Samples of which some are open: marked ones, and those that were due and never sent, sorted in. */
export interface Opened {
  /** The samples with this value for all that is open; good until it is called again, for they are the same columns. */
  filledWith(valueMs: number): Timed
}

export function opened(timed: Timed, marks: Uint8Array | null, unsentMs: readonly number[]): Opened {
  const count = timed.atMs.length + unsentMs.length
  const atMs = unsentMs.length === 0 ? timed.atMs : new Float64Array(count)
  const durationMs = new Float32Array(count)
  const open: number[] = []
  let [from, filled] = [0, 0]
  const takeTo = (to: number): void => {
    if (atMs !== timed.atMs) atMs.set(timed.atMs.subarray(from, to), filled)
    durationMs.set(timed.durationMs.subarray(from, to), filled)
    for (let i = from; marks !== null && i < to; i++) if (marks[i] === 1) open.push(filled + i - from)
    filled += to - from
    from = to
  }
  for (const missingMs of unsentMs) {
    takeTo(Math.max(from, lowerBound(timed.atMs, missingMs)))
    atMs[filled] = missingMs
    open.push(filled++)
  }
  takeTo(timed.atMs.length)
  return {
    filledWith(valueMs) {
      for (const at of open) durationMs[at] = valueMs
      return { atMs, durationMs }
    },
  }
}
