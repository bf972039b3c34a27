/**
 * A fault: something bad done to the target on purpose. It meets the target only at the capabilities that it names.
 * `intend` reads and says who is hit, by identity; `inject` acts, after the intent is on disk; `landed` looks whether
 * it really happened; `heal` ends it.
 */
import type { JsonObject } from '../drill/model.ts'
import type { Clock, Net } from '../host/host.ts'
import type { Acted, CapabilityName, RunningTarget, Victim } from '../target/target.ts'
import type { UndoSpec } from '../undo/undo.ts'

export interface Fault {
  readonly kind: string
  readonly needs: readonly CapabilityName[]
  /** `kill web-1`, for plans and reports; in the drill's words when no victim is known yet. */
  describe(victim: string): string
  intend(context: FaultContext): Promise<FaultIntent>
  /** Returns the fault's instant, read just before the act (mono ms), and what a person would type. */
  inject(context: FaultContext, intent: FaultIntent): Promise<Acted>
  /** Seen, not assumed; asked again until it is true or the deadline of the caller passes. */
  landed(context: FaultContext, intent: FaultIntent): Promise<FaultEvidence>
  heal(context: FaultContext, intent: FaultIntent): Promise<FaultEvidence>
}

export interface FaultContext {
  target: RunningTarget
  /** An instance, or a service, as it was looked at just before. */
  victim: Victim
  /** As the step gives them. `landed` and `heal` go by the intent's. */
  args: JsonObject
  net: Net
  clock: Clock
  /** The run is over: nobody else is waited for any more. What a fault ends by itself, it ends all the same. */
  interrupted: AbortSignal
}

/** Plain data: journaled before the act. */
export interface FaultIntent {
  fault: string
  victim: Victim
  /** What the fault needs to know until it is healed; plain data. */
  args: JsonObject
  undo: UndoSpec
}

export interface FaultEvidence {
  seen: boolean
  /** What was looked at and what was seen: `pid 4711 is gone; 127.0.0.1:3001 refuses connections`. */
  what: string[]
}
