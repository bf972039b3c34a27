/** A short slowness drowns in a long window: 2.5 s are 8 % of 30 s, but 4 % of 60 s. */
import { type Bounds, lowerBound } from '../membership.ts'
import { rankOf, selectRank } from '../percentile.ts'
import type { Selection } from '../samples.ts'

export interface Part {
  what: string
  observed: number
  samples: number
}

const SLIDING_MS = 10_000
const STEP_MS = 250
const COARSE = 32

/**
 * The 10 s, moved over the window in steps of 250 ms, with the highest quantile; null for a window that is no longer
 * than that, or where no 10 s hold enough samples. Every 32nd step comes before all others: where latency climbs, most
 * stretches then need only be counted, and a count moves on with its stretch.
 */
export function worstSliding(
  { atMs, durationMs }: Pick<Selection, 'atMs' | 'durationMs'>,
  { startMs, endMs }: Bounds,
  q: number,
  leastSamples: number,
  what: string,
): Part | null {
  if (endMs - startMs <= SLIDING_MS) return null
  const steps = Math.ceil((endMs - startMs - SLIDING_MS) / STEP_MS)
  let worst: Part | null = null
  const look = (step: number, above: Above | null): void => {
    // The last one ends with the window.
    const fromMs = Math.min(startMs + step * STEP_MS, endMs - SLIDING_MS)
    const [from, to] = [lowerBound(atMs, fromMs), lowerBound(atMs, fromMs + SLIDING_MS)]
    const count = to - from
    if (count < leastSamples) return
    const allowed = count - rankOf(q, count)
    if (worst !== null && (above ?? new Above(durationMs)).count(worst.observed, from, to) <= allowed) return
    const observed = selectRank(durationMs.slice(from, to), rankOf(q, count))
    worst = { what, observed, samples: count }
  }
  for (let step = 0; step <= steps; step += COARSE) look(step, null)
  const above = new Above(durationMs)
  for (let step = 0; step <= steps; step++) if (step % COARSE !== 0) look(step, above)
  return worst
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

/** The one with the highest value, the first of equal ones. */
export function worstPart(parts: readonly (Part | null)[]): Part | null {
  return parts.reduce<Part | null>(
    (worst, part) => (part !== null && (worst === null || part.observed > worst.observed) ? part : worst),
    null,
  )
}
