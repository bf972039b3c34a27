/** The contract of a load generator: it is started with a profile, streams what it sees, and is stopped. */
import type { LoadProfile } from '../drill/model.ts'

export interface LoadGenerator {
  /** `k6 v2.2.0 (cache)`: what was found, and where, for the report. */
  readonly version: string
  /** Resolves once the load is being sent. */
  start(options: LoadOptions): Promise<RunningLoad>
}

export interface LoadOptions {
  /** The user's script, absolute. */
  script: string
  profile: LoadProfile
  /** Upper bound: the load is stopped by `stop` well before. */
  maxDurationMs: number
  /** How long one request may take; handed to the script as `REQUEST_TIMEOUT_MS`. */
  requestTimeoutMs: number
  /** At most so many requests at once; null: rate × request time limit, at most 2,000. */
  vus: number | null
  edge: string
  env: Readonly<Record<string, string>>
  /** Further arguments for k6, passed through. */
  args: readonly string[]
  /** Addresses that nothing of the load may connect to (`10.0.0.0/8`); a request that would fails with error 1110. */
  deniedRanges: readonly string[]
  /** False: the script's own thresholds are left out. True unless given. */
  thresholds?: boolean
  /** For the generator's own files (removed later), and for its log (kept). */
  stateDir: string
  logFile: string
  /** Whatever is started for the load carries it. */
  mark: string
  /** Aborted until the first request: what is under way ends, the script's `setup()` too, and the load is not started. */
  signal?: AbortSignal
  /** Aborted once somebody wants the run to hurry: what the script does at its end is not waited for any more. */
  hurrying?: AbortSignal
  /**
   * Aborted where the run was broken off by itself, as by a guard: what is broken stays so until the load has ended, and
   * nobody need be there to hurry it. What the script does at its end gets no time of its own then.
   */
  brokenOff?: AbortSignal
  /** Called for every request, in the order in which they *ended*, in batches. */
  onRequests(batch: RequestRow[]): void
  /**
   * Called at once for requests that failed before anything was sent, whose start is known only when their iteration has
   * ended, which may take minutes. They look as if they had begun when they ended; `onRequests` has them later, as `told`.
   */
  onUnplaced?(batch: RequestRow[]): void
  /** What the script's setup() and teardown() asked: no load, and not in the record. */
  onAside?(batch: RequestRow[]): void
  /** Checks, custom metrics, dropped iterations and iterations. */
  onMetrics(batch: MetricRow[]): void
  /** Writes that the script marked with a key, each once, when its user was told something or the load ended. */
  onWrites(batch: WriteRow[]): void
}

export interface RunningLoad {
  /** When the first arrival was due (mono ms), as far as it is known; from the generator's own samples. */
  readonly firstDueMs: Promise<number>
  /** The most requests that can be under way at once. */
  readonly maxVus: number
  /** The script's own, which the generator judges at its end; absent: it has none. */
  readonly thresholds?: readonly Threshold[]
  /** Ends the load at once (k6: SIGINT) and resolves when everything it wrote has been handed over. */
  stop(): Promise<LoadEnd>
  /** Resolves when it ends, whoever ended it. Never rejects. */
  readonly ended: Promise<LoadEnd>
}

export interface LoadEnd {
  exitCode: number | null
  signal: string | null
  /** True when it ended because `stop` was called. */
  asked: boolean
  /** Rows that could not be read. */
  malformedRows: number
  lastLines: string[]
  /** What became of the script's own thresholds; absent: it has none, or they are not judged. */
  thresholds?: ThresholdSeen[]
}

/** A bound that the load's script sets itself: `http_req_duration`, `p(95)<500`. */
export interface Threshold {
  metric: string
  threshold: string
}

export interface ThresholdSeen extends Threshold {
  ok: boolean
  /** Of what it bounds, over the whole load; null: there is none. */
  value: number | null
  unit: 'ms' | 'ratio' | 'number'
  /** How many samples that rests on; null: it needs none. */
  samples: number | null
}

/** One request as the client saw it. Times are wall-clock ms as k6 gives them; the recorder puts them on the run's clock. */
export interface RequestRow {
  startWallMs: number
  /** Connecting, TLS and waiting for a connection included; for a failed connect, as long as it really took. */
  durationMs: number
  /** False when the start is not known (a failed connect in an iteration of several requests). */
  certain: boolean
  ok: boolean
  status: number
  /** k6's error code; 0: none. */
  error: number
  method: string
  /** The `op` tag; else the request's own name; else `METHOD /path` with ids as `:id`. */
  operation: string
  scenario: string
  group: string
  /** Only from scripts that record them: the instance and release that answered. */
  instance: string | null
  release: string | null
  /** `onUnplaced` has told of it already. */
  told?: true
}

export interface MetricRow {
  wallMs: number
  /** `checks`, `dropped_iterations`, `iteration_duration`, `requests_side_by_side`, or the custom metric's name. */
  metric: string
  value: number
  /**
   * The check's name; of an iteration, how many requests it made (those that are told by their one request alone are left
   * out); else empty.
   */
  label: string
  scenario: string
  group: string
  /**
   * The request that its iteration had made last, as the how-manieth of all that were handed over, from 1 on: that one
   * it speaks of. 0: none, or not known.
   */
  request: number
}

/** One write that the script marked by `firedrill/k6`. */
export interface WriteRow {
  startWallMs: number
  /** Until its user was told something; NaN: the load ended before. */
  durationMs: number
  key: string
  told: 'acknowledged' | 'refused' | 'unknown'
  /** 0: no answer. */
  status: number
  /** Who answered; empty: not told. */
  instance: string
  release: string
}
