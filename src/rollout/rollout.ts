/**
 * How a release reaches the instances: one file a strategy, on the target's narrow `Deploy`. Each works behind the
 * readiness gate. When the gate stops it, it puts back what it had switched by itself: a rollout ends with every
 * instance on one release, never half-way. It journals nothing; what it did goes to `report`.
 */
import type { RefusedCode } from '../drill/model.ts'
import type { Clock } from '../host/host.ts'
import type { Deploy, Release, RunningTarget, Strategy } from '../target/target.ts'

export interface Rollout {
  readonly kind: Strategy['kind']
  /** Ships `to`. Rejects only for what is a defect or a lost target, never for a release that is bad. */
  ship(context: RolloutContext): Promise<Shipped>
  /** Brings `to`, the release before, back to every instance, also those that are down. Throws when it cannot. */
  back(context: RolloutContext): Promise<void>
}

/** `cancelled`: the signal ended it; what was switched stays so, for a rollback to take back. */
export type Shipped =
  | { outcome: 'deployed' }
  | { outcome: 'refused'; code: RefusedCode; detail: string }
  | { outcome: 'cancelled' }

export interface RolloutContext {
  target: RunningTarget
  deploy: Deploy
  /** What serves now, and what is to serve. */
  from: Release
  to: Release
  clock: Clock
  /** Aborted by a trigger or when the run ends. */
  signal: AbortSignal
  /** The edge's log as it grows, in run ms, as `nowMs`; null where the target has none. */
  traffic: TrafficTail | null
  nowMs(): number
  report: RolloutReport
}

export interface TrafficTail {
  follow(): TrafficFollower
}

export interface TrafficFollower {
  /** What was written to the log since it was asked last, at first since it is followed: each request once. */
  next(): readonly TrafficSample[]
  /** Nothing is kept for it any more. */
  end(): void
}

export interface TrafficSample {
  startMs: number
  durationMs: number
  ok: boolean
  instance: string
}

/** What is told of a rollout while it goes; the run journals it. */
export interface RolloutReport {
  /** An instance was switched, and is ready by its own word. */
  switched(name: string, to: Release): void
  note(text: string): void
  /** The gate stopped it, and it rolls back by itself. */
  decidedRollback(why: string, to: Release): void
  startedRollback(): void
  actedRollback(): void
  /** The release was refused, and every instance is as it was before: no rollback is decided. */
  nothingToTakeBack(): void
  canary(decision: 'promote' | 'roll-back' | 'inconclusive', why: string, comparison: object): void
}
