import type { LoadProfile } from '../../drill/model.ts'

/** How much of the beginning is looked at. */
const LOOK_AT_MS = 3000
const MAX_ARRIVALS = 10_000

/**
 * When the first arrival was due. At a constant rate the k-th arrival is due at t0 + k ÷ rate and never starts early,
 * so t0 is the least of start_k − k ÷ rate: one arrival on time is enough. Otherwise it is the earliest start.
 */
export class FirstDue {
  readonly #periodMs: number
  #startsMs: number[] = []
  #done: number | null = null

  constructor(profile: LoadProfile) {
    this.#periodMs = profile.kind === 'constant-arrival-rate' ? 1000 / profile.ratePerSecond : 0
  }

  /** Takes an arrival's start; returns t0 once enough was seen, in the clock of the starts. */
  add(startMs: number): number | null {
    if (this.#done !== null) return this.#done
    this.#startsMs.push(startMs)
    const first = this.#startsMs[0] as number
    if (startMs - first < LOOK_AT_MS && this.#startsMs.length < MAX_ARRIVALS) return null
    return this.settle()
  }

  /** t0 from what was seen so far; null when nothing was. */
  settle(): number | null {
    if (this.#done === null && this.#startsMs.length > 0) {
      const sorted = this.#startsMs.toSorted((a, b) => a - b)
      this.#done = sorted.reduce((least, start, k) => Math.min(least, start - k * this.#periodMs), Infinity)
      this.#startsMs = []
    }
    return this.#done
  }
}
