/** A short slowness drowns in a long window: 2.5 s are 8 % of 30 s, but 4 % of 60 s. */
import { type Bounds, lowerBound } from '../membership.ts'
import { quantileExceeds, rankOf, selectRank } from '../percentile.ts'
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
 * than that, or where no 10 s hold enough samples. A stretch is only sorted when it beats the worst so far.
 */
export function worstSliding(
  { atMs, durationMs }: Pick<Selection, 'atMs' | 'durationMs'>,
  { startMs, endMs }: Bounds,
  q: number,
  leastSamples: number,
  what: string,
): Part | null {
  if (endMs - startMs <= SLIDING_MS) return null
  let worst: Part | null = null
  const steps = Math.ceil((endMs - startMs - SLIDING_MS) / STEP_MS)
  for (const step of coarseFirst(steps)) {
    // The last one ends with the window.
    const fromMs = Math.min(startMs + step * STEP_MS, endMs - SLIDING_MS)
    const some = durationMs.subarray(lowerBound(atMs, fromMs), lowerBound(atMs, fromMs + SLIDING_MS))
    if (some.length < leastSamples) continue
    if (worst !== null && !quantileExceeds(some, q, worst.observed)) continue
    const observed = selectRank(some.slice(), rankOf(q, some.length))
    worst = { what, observed, samples: some.length }
  }
  return worst
}

/** Every 32nd step before all others: where latency climbs, most stretches then need not be sorted. */
function* coarseFirst(steps: number): Generator<number> {
  for (let step = 0; step <= steps; step += COARSE) yield step
  for (let step = 0; step <= steps; step++) if (step % COARSE !== 0) yield step
}

/** The one with the highest value, the first of equal ones. */
export function worstPart(parts: readonly (Part | null)[]): Part | null {
  return parts.reduce<Part | null>(
    (worst, part) => (part !== null && (worst === null || part.observed > worst.observed) ? part : worst),
    null,
  )
}
