/**
 * A short slowness drowns in a long window: 2.5 s are 8 % of 30 s, but 4 % of 60 s. Parts are compared by what their
 * quantile is at least: of hundreds of stretches with few samples, chance alone puts some beyond any bound
 * (docs/decisions/0033-parts-by-their-lower-bound.md).
 */
import { quantileRanks } from '../confidence.ts'
import { type Bounds, lowerBound } from '../membership.ts'
import { rankOf, selectRank } from '../percentile.ts'
import type { Selection } from '../samples.ts'

export interface Part {
  what: string
  observed: number
  /**
   * What the quantile is at least: at 97.5 % for all the parts that were looked at together (Bonferroni), samples taken as
   * independent.
   */
  low: number
  samples: number
}

const SLIDING_MS = 10_000
const STEP_MS = 250
const COARSE = 32
const MOST_KNOWN = 10_000
/** How often the bound of the worst part is wrong. */
const WRONG = 0.025

/**
 * The 10 s, moved over the window in steps of 250 ms, whose quantile is at least the highest; null for a window that is no longer
 * than that, or where no 10 s hold enough samples. Every 32nd step comes before all others: where latency climbs, most
 * stretches then need only be counted, and a count moves on with its stretch.
 */
export function worstSliding(
  { atMs, durationMs }: Pick<Selection, 'atMs' | 'durationMs'>,
  { startMs, endMs }: Bounds,
  q: number,
  leastSamples: number,
  { what, among = 1 }: { what: string; among?: number },
): Part | null {
  if (endMs - startMs <= SLIDING_MS) return null
  const parts = among * Math.ceil((endMs - startMs) / SLIDING_MS)
  const steps = Math.ceil((endMs - startMs - SLIDING_MS) / STEP_MS)
  let worst: Part | null = null
  /** Returns the first step after it whose 10 s may hold enough samples. */
  const look = (step: number, above: Above | null): number => {
    // The last one ends with the window.
    const fromMs = Math.min(startMs + step * STEP_MS, endMs - SLIDING_MS)
    const [from, to] = [lowerBound(atMs, fromMs), lowerBound(atMs, fromMs + SLIDING_MS)]
    const count = to - from
    if (count < leastSamples) {
      const enoughMs = atMs[from + leastSamples - 1] ?? Number.POSITIVE_INFINITY
      return Math.max(step + 1, Math.floor((enoughMs - SLIDING_MS - startMs) / STEP_MS))
    }
    const rank = lowRank(q, count, parts)
    if (rank === 0) return step + 1
    const allowed = count - rank
    if (worst === null || (above ?? new Above(durationMs)).count(worst.low, from, to) > allowed)
      worst = partOf({ what, among: parts }, durationMs.subarray(from, to), q)
    return step + 1
  }
  for (let step = 0; step <= steps; ) step = COARSE * Math.ceil(look(step, null) / COARSE)
  const above = new Above(durationMs)
  for (let step = 0; step <= steps; ) step = step % COARSE === 0 ? step + 1 : look(step, above)
  return worst
}

/** Of at least one value; they are not changed. `among`: how many like it are looked at. */
export function partOf(
  { what, among }: { what: string; among: number },
  durationMs: Float32Array,
  q: number,
): Part {
  const samples = durationMs.length
  const values = durationMs.slice()
  const observed = selectRank(values, rankOf(q, samples))
  const rank = lowRank(q, samples, among)
  return { what, observed, low: rank === 0 ? 0 : selectRank(values, rank), samples }
}

const lowRanks = new Map<string, number>()

/** 0: so few samples bound nothing from below. Stretches of a steady load have the same few counts again and again. */
function lowRank(q: number, count: number, among: number): number {
  const key = `${q} ${count} ${among}`
  const known = lowRanks.get(key) ?? quantileRanks(q, count, WRONG / among).low
  if (lowRanks.size > MOST_KNOWN) lowRanks.clear()
  lowRanks.set(key, known)
  return known
}

/** How many values of a stretch are above a limit; what it shares with the stretch before is not looked at again. */
class Above {
  readonly #values: Float32Array
  #limit = Number.NaN
  #from = 0
  #to = 0
  #above = 0

  constructor(values: Float32Array) {
    this.#values = values
  }

  count(limit: number, from: number, to: number): number {
    if (limit !== this.#limit || from < this.#from || to < this.#to || from > this.#to) {
      this.#above = this.#between(from, to, limit)
    } else {
      this.#above += this.#between(this.#to, to, limit) - this.#between(this.#from, from, limit)
    }
    this.#limit = limit
    this.#from = from
    this.#to = to
    return this.#above
  }

  #between(from: number, to: number, limit: number): number {
    let above = 0
    for (let i = from; i < to; i++) if (this.#values[i]! > limit) above += 1
    return above
  }
}

/** The one whose quantile is at least the highest, the first of equal ones. */
export function worstPart(parts: readonly (Part | null)[]): Part | null {
  return parts.reduce<Part | null>(
    (worst, part) => (part !== null && (worst === null || part.low > worst.low) ? part : worst),
    null,
  )
}
