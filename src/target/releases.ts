/** Releases, and what a rollout is made of; part of the contract in `target.ts`. */
import type { Breakage } from '../drill/model.ts'
import type { Instance } from './target.ts'

/** A release as it lies there to be started. */
export interface Release {
  version: string
  /** Of the whole artifact, worked out by firedrill; null where the target cannot read it. */
  digest: string | null
  /** Where it is: a directory, an image. */
  where: string
}

/**
 * What a rollout is made of. It switches nothing by itself: `rollout/` does, by the target's strategy. All that
 * changes something journals by itself through `change`.
 */
export interface Deploy {
  readonly strategy: Strategy
  /** The configuration's versions of N and N+1; null: none is named. */
  readonly versions: { current: string; next: string | null }
  /** The release, built where the target can build; the same all through a run. Throws `release-missing`. */
  find(version: string): Promise<Release>
  /** Makes a known-bad release beside a good one. Its version ends in `+<breakage>`, and it says so of itself. */
  broken(of: Release, how: Breakage): Promise<Release>
  /** Checks the artifact and the configuration before anything is switched: each reason why not. */
  verify(release: Release): Promise<GateFinding[]>
  /**
   * Stops the instance when it is up, points it at the release, starts it, and waits for its own readiness.
   * Throws `start-failed` or `never-ready`; the instance is down then, or serves on as before where it was not stopped.
   */
  replace(name: string, release: Release, signal: AbortSignal): Promise<void>
  /** Starts a further instance beside the others and waits until it is ready; the edge does not know it yet. */
  add(name: string, release: Release, signal: AbortSignal): Promise<void>
  /** Stops a further instance gracefully; it is no more. */
  remove(name: string): Promise<void>
  /** Which instances are the app from now on: what `instances()` gives. */
  serveWith(names: readonly string[]): void
  /** Every instance that there is, whether it is part of the app or not. */
  all(): Promise<Instance[]>
  /** Tells the edge where to send requests, in shares by weight; absent where the edge cannot be told. */
  route?(upstreams: readonly Upstream[], signal: AbortSignal): Promise<void>
  /** Do requests that come in at the edge reach this instance? Null: the answers do not tell who gave them. */
  reached(name: string): Promise<boolean | null>
  /**
   * Runs the user's own command for strategy `command`, to its end: the signal only keeps it from being begun. Throws
   * `command-failed`.
   */
  run(which: 'deploy' | 'rollback', to: Release, from: Release, signal: AbortSignal): Promise<void>
}

export interface Upstream {
  name: string
  /** 0 or more; 0: no new requests. */
  weight: number
}

export interface GateFinding {
  code: 'digest-mismatch' | 'config-incomplete'
  reason: string
  hint: string
}

/** How releases are switched: a setting of the target, so that one drill fits all. */
export type Strategy =
  /** `limitMs`: the longest that one of the commands may take, where it is limited. */
  | { kind: 'command'; limitMs?: number }
  /** One instance after the other, each in its place. */
  | { kind: 'rolling'; settleMs: number }
  /** A second set beside the first, then the edge is switched; the old set is kept. */
  | { kind: 'blue-green'; settleMs: number }
  /** One instance of the new release against a freshly started one of the old, then rolling. */
  | { kind: 'canary'; settleMs: number; canary: CanarySettings }

export interface CanarySettings {
  /** Of all requests, to the canary; the control gets as many. Ratio 0…1. */
  share: number
  /** Left out at the begin, for caches and compilers to warm up, ms. */
  warmUpMs: number
  intervalMs: number
  /** On each side; at least 10. */
  intervals: number
  /** Promoted only when the upper 95 % bound of canary ÷ control latency is below this. */
  latencyRatio: number
  /** Promoted only when the upper 95 % bound of the difference of error ratios is below this. */
  errorMargin: number
  /** Rolled back at once when an interval's error ratio is above this, or its p95 (ms) is. */
  hardErrors: number
  hardP95Ms: number
  /** Fewer requests a side and interval make the comparison inconclusive. */
  minRequests: number
}
