/** What the steps of a running drill act on: the target, the journal, the live numbers. One for each run. */

import type { JsonObject, ReleaseRef } from '../drill/model.ts'
import type { Fault, FaultIntent } from '../fault/fault.ts'
import type { Host } from '../host/host.ts'
import type { InstanceState } from '../journal/events.ts'
import type { Journal } from '../journal/writer.ts'
import type { TrafficTail } from '../rollout/rollout.ts'
import type { Change, Covered, Release, RunningTarget } from '../target/target.ts'
import type { BlastRadius } from './blast-radius.ts'
import type { Live } from './live.ts'

export interface Stage {
  host: Host
  /** The run record's, absolute. */
  directory: string
  /** Where the logs are written; what the record has of them is without secrets. */
  logsDir: string
  journal: Journal
  target: RunningTarget
  change: Change
  covered: Covered
  live: Live
  /** By kind. */
  faults: Readonly<Record<string, Fault>>
  /** The user's own handlers for `act`, by name. */
  handlers: Readonly<Record<string, ActHandler>>
  /** Aborted once somebody wants the run to hurry. */
  hurrying: AbortSignal
  /** The newest value of each named probe. */
  probeValues: ReadonlyMap<string, string | number | boolean | null>
  /** Decides what symbolic references mean; 0 ≤ value < 1, the same sequence for the same seed. */
  random(): number
  /** To be asked before an instance is hit. */
  blastRadius: BlastRadius
  /** Faults injected so far, the latest last. */
  injected: InjectedFault[]
  /** Expectations passed so far. */
  expectations: number
  releases: Releases
  watch: InstanceWatch
  /** The edge's log as it grows; null where the target has none. */
  traffic: TrafficTail | null
}

/** What symbolic releases mean in this run. */
export interface Releases {
  /** Journals what it came to, once for each. Throws `release-missing` or `capability-missing`. */
  resolve(ref: ReleaseRef): Promise<Release>
  /** What serves, as far as the drill has shipped it. */
  serving(): Promise<Release>
  /** What served when the latest deploy began; null: nothing was deployed. */
  previous(): Release | null
  /** A deploy begins: `previous` is what served until now. */
  shipping(to: Release): void
  /** It serves from now on: a deploy or a rollback has ended well. */
  shipped(to: Release): void
  /** The latest deploy that passed the gate; null: there was none. */
  latest(): LatestDeploy | null
  /** The rollback of the latest deploy was decided and journaled. */
  decided(): void
}

/** What a rollback has to know of the deploy that it takes back. */
export interface LatestDeploy {
  to: Release
  /** What served when it began. */
  previous: Release
  /** Its rollback was decided already: by a trigger, or by the rollout itself. */
  decided: boolean
  /** Every instance serves `previous` again. */
  back: boolean
}

/** The newest look at each instance; looks are taken five times a second and journaled when they differ. */
export interface InstanceWatch {
  now(): readonly InstanceState[]
}

export interface InjectedFault {
  fault: Fault
  intent: FaultIntent
  window: string
  instantMs: number
  healed: boolean
}

/** A user's own act: plain arguments in, anything out; it throws when it could not be done. */
export type ActHandler = (args: JsonObject) => Promise<unknown>
