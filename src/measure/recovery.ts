/**
 * Recovery of what clients see: five one-second slices in a row, counted from the fault's instant, each with requests,
 * without a failure, and with a p95 of at most max(1.5 × the baseline's, a third of the latency objective's bound).
 */
import { REFUSED } from './began.ts'
import { rankOf } from './percentile.ts'

const SLICE_MS = 1000
const CLEAN_SLICES = 5
/** How long a request that began in a slice, and its row, may be under way before the slice is looked at live. */
const SLACK_MS = 1000

export interface RecoveryRules {
  /** p95 of good requests while nothing was wrong, ms; 0 where it is not known. */
  baselineP95Ms: number
  /** The latency objective's bound, ms. */
  boundMs: number
  faultMs: number
}

/** What is looked at of a request: rows of the live stream fit. */
interface SeenRequest {
  startMs: number
  durationMs: number
  ok: boolean
  /** False: its start is not known. */
  certain: boolean
  /** k6's code. */
  error: number
}

export interface RecoveryState {
  met: boolean
  /** From the fault to the first of the five clean slices; null: not yet. */
  recoveredMs: number | null
  /** After the fault; recovery can no longer turn out to be before this. */
  earliestMs: number
  restedOn: string
}

export interface RecoveryWatch {
  add(request: SeenRequest): void
  state(nowMs: number): RecoveryState
}

/** For the live `until(recovered())`. A slice is looked at once `slackMs` have passed since its end. */
export function createRecoveryWatch(rules: RecoveryRules & { slackMs?: number }): RecoveryWatch {
  const slices = new Slices(rules)
  return {
    add: ({ startMs, durationMs, ok, certain, error }) => {
      const endMs = startMs + durationMs
      // As in the record: one that was under way at the fault's instant belongs to the fault, a refused one began as it
      // ended, and another failed one whose start is not known counts as late as it may have begun.
      if (endMs < rules.faultMs || (!certain && ok)) return
      const beganMs = certain && error !== REFUSED ? startMs : endMs
      slices.add(Math.max(beganMs, rules.faultMs), ok ? durationMs : Number.POSITIVE_INFINITY)
    },
    state: (nowMs) => slices.state(nowMs - (rules.slackMs ?? SLACK_MS)),
  }
}

/** Counts by slice: no sample is kept. */
export class Slices {
  readonly #limitMs: number
  readonly #faultMs: number
  readonly #total: number[] = []
  readonly #bad: number[] = []
  readonly #slow: number[] = []

  constructor({ baselineP95Ms, boundMs, faultMs }: RecoveryRules) {
    this.#limitMs = Math.max(1.5 * baselineP95Ms, boundMs / 3)
    this.#faultMs = faultMs
  }

  /** +∞: failed. */
  add(atMs: number, durationMs: number): void {
    const slice = Math.floor((atMs - this.#faultMs) / SLICE_MS)
    while (this.#total.length <= slice) {
      this.#total.push(0)
      this.#bad.push(0)
      this.#slow.push(0)
    }
    this.#total[slice]! += 1
    if (durationMs === Number.POSITIVE_INFINITY) this.#bad[slice]! += 1
    if (durationMs > this.#limitMs) this.#slow[slice]! += 1
  }

  /** By the slices that had ended at that time, from the one on that holds the moment `fromMs` after the fault. */
  state(atMs: number, fromMs = 0): RecoveryState {
    const ended = Math.floor((atMs - this.#faultMs) / SLICE_MS)
    let inARow = 0
    for (let slice = Math.floor(fromMs / SLICE_MS); slice < ended; slice++) {
      inARow = this.#dirt(slice) === null ? inARow + 1 : 0
      if (inARow < CLEAN_SLICES) continue
      const recoveredMs = (slice + 1 - CLEAN_SLICES) * SLICE_MS
      const restedOn = `five clean seconds from ${recoveredMs / 1000} s after the fault on`
      return { met: true, recoveredMs, earliestMs: recoveredMs, restedOn }
    }
    const earliestMs = (Math.max(0, ended) - inARow) * SLICE_MS
    return { met: false, recoveredMs: null, earliestMs, restedOn: this.#why(ended, inARow) }
  }

  #why(ended: number, inARow: number): string {
    const last = ended - inARow - 1
    const clean = `${inARow} of ${CLEAN_SLICES} clean seconds`
    if (last < 0) return clean
    return `${clean}; second ${last + 1} after the fault had ${this.#dirt(last)}`
  }

  /** Why a slice is not clean; null: it is. */
  #dirt(slice: number): string | null {
    const total = this.#total[slice] ?? 0
    if (total === 0) return 'no requests'
    const bad = this.#bad[slice]!
    if (bad > 0) return `${bad} of ${total} request${total === 1 ? '' : 's'} failed`
    const slow = this.#slow[slice]!
    // p95 is above the limit when more samples are than may lie above its rank.
    if (slow <= total - rankOf(0.95, total)) return null
    return `${slow} of ${total} request${total === 1 ? '' : 's'} slower than ${Math.round(this.#limitMs)} ms`
  }
}
