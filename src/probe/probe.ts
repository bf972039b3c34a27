/**
 * The prober: a process of its own that asks a route which users use, at a fixed cadence, on fresh connections, each
 * probe timed from the moment at which it was *due*. What it sees is independent of the load generator.
 */
export interface ProbeOptions {
  url: string
  intervalMs: number
  /** After this, a probe has failed. */
  timeoutMs: number
  /** The answer's headers that name who answered; `x-instance` and `x-release` unless given. */
  instanceHeader?: string
  releaseHeader?: string
  mark: string
  logFile: string
  onProbes(batch: ProbeRow[]): void
}

/** One probe; times are monotonic machine ms, the same clock as the harness's. */
export interface ProbeRow {
  dueMs: number
  startMs: number
  /** When it was answered, failed, or given up. */
  endMs: number
  ok: boolean
  /** 0: no answer. */
  status: number
  /** `ECONNREFUSED`, `timeout`, …; empty: none. */
  error: string
  /** From the answer's headers, where the app says. */
  instance: string
  release: string
}

export interface RunningProber {
  stop(): Promise<ProbeEnd>
  readonly ended: Promise<ProbeEnd>
}

export interface ProbeEnd {
  asked: boolean
  exitCode: number | null
  lastLines: string[]
  /** Probes that were due but never sent, because the prober itself was late by more than a tick. */
  missed: number
  /** Lines of its process that could not be read: each may have been a probe. */
  malformedLines: number
}
