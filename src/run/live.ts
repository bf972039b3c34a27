/**
 * The numbers that a running drill decides by and shows: this phase's requests so far, and whether clients have
 * recovered. It gives no verdict; that is measured again, exactly, from the record.
 */
import type { Filter } from '../drill/objective.ts'
import type { RecordedProbe, RecordedRequest } from '../journal/rows.ts'
import { createRecoveryWatch, type RecoveryWatch } from '../measure/recovery.ts'
import { howFailed } from './how-failed.ts'
import { Recent } from './recent.ts'

/** The last so many ms make the rate that is shown. */
const RATE_OVER_MS = 2000
/** How far back single requests are remembered where nothing asks for more. */
const KEPT_MS = 10_000

export interface LiveNumbers {
  window: string
  /** How long this phase has lasted, ms. */
  elapsedMs: number
  ratePerSecond: number
  /** Of good requests of this phase so far; null: none yet. */
  p95Ms: number | null
  errorRatio: number
  note: string
}

/** `told`: `foresee` has had it already. */
type Told = RecordedRequest & { told?: true }
/** So many iterations that no virtual user was free for, at one moment of the run. */
export interface Drop {
  atMs: number
  count: number
}

export interface Live {
  beginPhase(window: string, atMs: number): void
  endPhase(atMs: number): void
  faultAt(instantMs: number): void
  note(text: string): void
  add(rows: readonly Told[]): void
  /** Requests that have failed and whose start is not known yet: `ended` has them from now on, and `add` gets them as `told`. */
  foresee(rows: readonly RecordedRequest[]): void
  /** Iterations that were due and not made. */
  dropped(drops: readonly Drop[]): void
  /** What the prober saw. */
  probed(rows: readonly RecordedProbe[]): void
  /** Probes that were answered, or given up, since `sinceMs` (at most 10 s ago). */
  probesSince(sinceMs: number): readonly RecordedProbe[]
  /** Requests, failures (`how` they failed, in words) and dropped iterations seen since `sinceMs` (at most 10 s ago), by their start. */
  since(sinceMs: number): { total: number; failed: number; how: string; dropped: number }
  /** Requests that match and ended in (fromMs, toMs], as far back as `createLive` was told to remember. */
  ended(fromMs: number, toMs: number, filter: Filter): readonly RecordedRequest[]
  recovery(nowMs: number): { met: boolean; restedOn: string }
  numbers(nowMs: number): LiveNumbers
}

/** `latencyBoundMs`: what recovery is held against in a window. `keptMs`: how far back single requests are asked for. */
export function createLive(latencyBoundMs: (window: string) => number, keptMs = KEPT_MS): Live {
  return new LiveWindow(latencyBoundMs, Math.max(keptMs, KEPT_MS))
}

class LiveWindow implements Live {
  readonly #latencyBoundMs: (window: string) => number
  #window = ''
  #phaseStartMs = 0
  #total = 0
  #failed = 0
  #durationsMs: number[] = []
  /** Of good requests before the first fault. */
  #baselineMs: number[] = []
  readonly #recent: Recent
  #drops: Drop[] = []
  #probes: RecordedProbe[] = []
  #watch: RecoveryWatch | null = null
  #note = ''

  constructor(latencyBoundMs: (window: string) => number, keptMs: number) {
    this.#latencyBoundMs = latencyBoundMs
    this.#recent = new Recent(keptMs)
  }

  beginPhase(window: string, atMs: number): void {
    this.#window = window
    this.#phaseStartMs = atMs
    this.#total = 0
    this.#failed = 0
    this.#durationsMs = []
    this.#note = ''
  }

  endPhase(_atMs: number): void {
    this.#note = 'between phases'
  }

  faultAt(instantMs: number): void {
    const baselineP95Ms = percentile95(this.#baselineMs) ?? 0
    const boundMs = this.#latencyBoundMs(this.#window)
    this.#watch = createRecoveryWatch({ baselineP95Ms, boundMs, faultMs: instantMs })
  }

  note(text: string): void {
    this.#note = text
  }

  add(rows: readonly Told[]): void {
    this.#recent.add(rows.filter(({ told }) => told !== true))
    for (const row of rows) {
      this.#watch?.add(row)
      if (row.startMs < this.#phaseStartMs || this.#window === '') continue
      this.#total += 1
      if (!row.ok) this.#failed += 1
      else this.#durationsMs.push(row.durationMs)
      if (row.ok && this.#watch === null) this.#baselineMs.push(row.durationMs)
    }
  }

  foresee(rows: readonly RecordedRequest[]): void {
    this.#recent.add(rows)
  }

  dropped(drops: readonly Drop[]): void {
    const fromMs = (drops.at(-1)?.atMs ?? 0) - KEPT_MS
    this.#drops = [...this.#drops.filter(({ atMs }) => atMs >= fromMs), ...drops]
  }

  probed(rows: readonly RecordedProbe[]): void {
    const fromMs = (rows.at(-1)?.endMs ?? 0) - KEPT_MS
    this.#probes = [...this.#probes.filter(({ endMs }) => endMs >= fromMs), ...rows]
  }

  probesSince(sinceMs: number): readonly RecordedProbe[] {
    return this.#probes.filter(({ endMs }) => endMs >= sinceMs)
  }

  since(sinceMs: number): { total: number; failed: number; how: string; dropped: number } {
    const rows = this.#recent.begun(sinceMs)
    const dropped = this.#drops.reduce((sum, { atMs, count }) => sum + (atMs >= sinceMs ? count : 0), 0)
    return { total: rows.length, failed: rows.filter(({ ok }) => !ok).length, how: howFailed(rows), dropped }
  }

  ended(fromMs: number, toMs: number, filter: Filter): readonly RecordedRequest[] {
    return this.#recent.ended(fromMs, toMs, filter)
  }

  recovery(nowMs: number): { met: boolean; restedOn: string } {
    return this.#watch?.state(nowMs) ?? { met: true, restedOn: 'no fault was injected' }
  }

  numbers(nowMs: number): LiveNumbers {
    // Samples arrive when a request has ended and k6 has flushed: the newest half second is not complete yet.
    const lagMs = 500
    const recent = this.#recent.begun(nowMs - lagMs - RATE_OVER_MS, nowMs - lagMs)
    return {
      window: this.#window,
      elapsedMs: nowMs - this.#phaseStartMs,
      ratePerSecond: (recent.length * 1000) / RATE_OVER_MS,
      p95Ms: percentile95(this.#durationsMs),
      errorRatio: this.#total === 0 ? 0 : this.#failed / this.#total,
      note: this.#note,
    }
  }
}

/** Nearest rank; null for none. */
function percentile95(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? null
}
