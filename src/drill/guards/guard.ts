/** Stop conditions: what ends a drill at once, whatever it is doing, and undoes it. As written, and as plain data. */
import type { Duration, Percentage } from '../../units.ts'
import type { Filter, Objective } from '../objective.ts'

/** The same in a drill and in the configuration; `docs/guards.md` tells of each. */
export type GuardInput = { name?: string } & (
  | (OfRequests & Unseen)
  /** Fewer instances say that they are ready, for so long; default 1s. */
  | ({ readyInstances: { below: number }; for?: Duration } & Unseen)
  /** From the run's begin, starting the app included. */
  | { maxDuration: Duration }
  /** A file that appears; relative to the project. */
  | ({ file: string } & Unseen)
  | (StopUrl & Unseen)
)

interface Unseen {
  /** `stop`: the drill is ended too where the guard cannot be evaluated; else that is only said. */
  unseen?: 'stop'
}

type OfRequests = Filter & {
  /** Over which of the last requests, at most 5m; default 10s. */
  over?: Duration
  /** At every look for so long; default 0s: at the first. */
  for?: Duration
  /** Fewer requests decide nothing; default 20. */
  least?: number
} & (
    | { uptime: { below: Percentage } }
    | { errors: { above: Percentage } }
    | { p50: { above: Duration } }
    | { p95: { above: Duration } }
    | { p99: { above: Duration } }
  )

/** Any answer but 200 to 299 says stop. */
export interface StopUrl {
  url: string
  /** Default 2s. */
  every?: Duration
  /** Default 2s. */
  timeout?: Duration
  /** Default 0s: at the first such answer. */
  for?: Duration
}

/** One guard, resolved. `forMs`: it must be so at every look for so long. */
export type Guard = { name?: string } & (
  | ({ kind: 'measured'; objective: Objective; overMs: number; forMs: number; least: number } & WhenUnseen)
  | ({ kind: 'ready-instances'; below: number; forMs: number } & WhenUnseen)
  | { kind: 'max-duration'; durationMs: number }
  | ({ kind: 'file'; path: string } & WhenUnseen)
  | ({ kind: 'url'; url: string; everyMs: number; timeoutMs: number; forMs: number } & WhenUnseen)
)

interface WhenUnseen {
  unseen: 'say' | 'stop'
}

/** How far back guards look at single requests, ms; 0: none does. */
export function longestGuardSpanMs(guards: readonly Guard[]): number {
  return Math.max(0, ...guards.map((guard) => (guard.kind === 'measured' ? guard.overMs : 0)))
}
