/** In which order the trials of a round are done, and how long that takes. */
import { seededRandom } from '../src/run/random.ts'
import type { Trial } from './ledger.ts'

export interface Turn<Case> {
  one: Case
  /** The so manieth trial of its case, from 1. */
  trial: number
}

/** All trials of all cases in random order, the same for the same seed: no case has the quiet hours to itself. */
export function roundOf<Case>(cases: readonly { one: Case; count: number }[], seed: number): Turn<Case>[] {
  const random = seededRandom(seed)
  const turns = cases.flatMap(({ one, count }) => Array.from({ length: count }, () => one))
  for (let last = turns.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    ;[turns[last], turns[other]] = [turns[other]!, turns[last]!]
  }
  const had = new Map<Case, number>()
  return turns.map((one) => {
    const trial = (had.get(one) ?? 0) + 1
    had.set(one, trial)
    return { one, trial }
  })
}

/** Of a case that was never tried. */
const UNTRIED_MS = 55_000

/** Median wall clock of what was tried of it, on whatever sources. */
export function usualMs(name: string, trials: readonly Trial[]): number {
  const took = trials.flatMap((trial) =>
    trial.case === name && typeof trial.wallMs === 'number' ? [trial.wallMs] : [],
  )
  const sorted = took.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? UNTRIED_MS
}
