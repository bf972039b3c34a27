/** What a diagnosis is made of: everything that was worked out once of a failed run, for all known causes to read. */
import type { LogLine } from '../../journal/logs.ts'
import type { RunRecord } from '../../journal/record.ts'
import type { Boot } from '../../measure/instances/boots.ts'
import type { Watch } from '../../measure/instances/watch.ts'
import type { Measurements } from '../../measure/measurements.ts'
import type { Clause } from '../schema.ts'
import type { Cause } from './schema.ts'

export interface Scene {
  record: RunRecord
  measurements: Measurements
  /** Those that failed, in the order in which they broke; never empty. */
  breaches: readonly Breach[]
  /** Sent requests that failed in the judged phases, ascending by their moment; of very many, the first. */
  failures: readonly Failure[]
  /** How many there are. */
  failed: number
  basis: 'edge log' | 'load' | 'unknown'
  /** What was done to the app, or happened to it, ascending. */
  deeds: readonly Deed[]
  watch: Watch
  boots: readonly Boot[]
  /** Good requests over the limit of a latency objective that broke, in its windows; ascending. */
  slow: Slow
  /** Lines around the first breach, and a few later ones. */
  logs: readonly LogLine[]
}

/** A failed clause, and when it was first broken. */
export interface Breach {
  clause: Clause
  /** Run ms; null: not known. */
  atMs: number | null
  what: string
}

export interface Slow {
  /** Of the lowest that broke; +∞: none did. */
  limitMs: number
  /** One of so many was taken: each stands for as many. */
  every: number
  requests: readonly SlowRequest[]
}

export interface SlowRequest {
  /** Its begin; run ms. */
  atMs: number
  durationMs: number
  /** Null: not known. */
  instance: string | null
}

export interface Failure {
  /** The deed that it was under way at, unless it had hung by then; else its begin. Run ms. */
  atMs: number
  /** As late as it may have begun. */
  startMs: number
  endMs: number
  /** 0: no answer. */
  status: number
  method: string
  operation: string
  /** The instance that it was sent to; empty: none was, null: not known. */
  instance: string | null
  /** What served it by its own word; empty: not known. */
  release: string
}

export interface Deed {
  atMs: number
  /** When it was over; the same where it is a moment. */
  endMs: number
  kind:
    | 'fault'
    | 'heal'
    | 'stop'
    | 'start'
    | 'route'
    | 'deploy'
    | 'switched'
    | 'rollback'
    | 'migrate'
    | 'death'
    | 'phase'
  /** The instance or service that it was done to; empty: the whole app. */
  name: string
  /** Of a fault: its kind. Of a deploy: the release. Of a migration: its direction. */
  detail: string
  words: string
}

/** One known cause: null where it does not fit. Pure. */
export type KnownCause = (scene: Scene) => Found | null

export interface Found extends Omit<Cause, 'code' | 'explainsFirst'> {
  /** Of the breaches that it would explain, the windows; the first breach's own makes it come first. */
  windows: readonly string[]
}
