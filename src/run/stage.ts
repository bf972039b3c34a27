/** What the steps of a running drill act on: the target, the journal, the live numbers. One for each run. */

import type { JsonObject } from '../drill/model.ts'
import type { Fault, FaultIntent } from '../fault/fault.ts'
import type { Host } from '../host/host.ts'
import type { Journal } from '../journal/writer.ts'
import type { Change, RunningTarget } from '../target/target.ts'
import type { Live } from './live.ts'

export interface Stage {
  host: Host
  journal: Journal
  target: RunningTarget
  change: Change
  live: Live
  /** By kind. */
  faults: Readonly<Record<string, Fault>>
  /** The user's own handlers for `act`, by name. */
  handlers: Readonly<Record<string, ActHandler>>
  /** The newest value of each named probe. */
  probeValues: ReadonlyMap<string, string | number | boolean | null>
  /** The latency objective's bound that recovery is held against, ms. */
  latencyBoundMs: number
  /** Decides what symbolic references mean; 0 ≤ value < 1, the same sequence for the same seed. */
  random(): number
  /** Faults injected so far, the latest last. */
  injected: InjectedFault[]
  /** Expectations passed so far. */
  expectations: number
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
