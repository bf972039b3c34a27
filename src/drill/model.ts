/**
 * The resolved drill: plain, frozen JSON data. It is what plan, run, judge, recover and the reports see, and what
 * is stored with the run. Nothing in it is a function; references to instances and releases stay symbolic.
 */
import type { Objective } from './objective.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/** Where in the drill file something was written, for messages: `drills/kill-node.ts:12`. */
export type Place = string

export interface ResolvedDrill {
  name: string
  purpose: string
  /** The drill's file, relative to the project's root. */
  file: string
  /** The parameters' values as they were used, by name, as written (`"200/s"`). */
  params: JsonObject
  seed: number
  load: LoadSpec
  steps: Step[]
  /** Objectives that hold in every phase which does not say `inherit: false`. */
  expect: Objective[]
}

/** Which named load of the configuration is driven, and how. */
export interface LoadSpec {
  name: string
  profile: LoadProfile
}

/** k6's own terms. `script`: the script's own scenarios are honoured. */
export type LoadProfile =
  | { kind: 'constant-arrival-rate'; ratePerSecond: number }
  | {
      kind: 'ramping-arrival-rate'
      startPerSecond: number
      stages: { toPerSecond: number; durationMs: number }[]
    }
  | { kind: 'script' }

/** Which instances are meant, said without naming one; the run's seed decides, and the journal records. */
export type InstanceRef =
  | { ref: 'any' } // one, picked by the seed
  | { ref: 'named'; name: string }
  | { ref: 'victim' } // the one that the latest fault hit
  | { ref: 'it'; loop: string } // the instance of the enclosing each()
export type InstancesRef = { ref: 'all' } | { ref: 'named'; names: string[] }

export type Step =
  | PhaseStep
  | { kind: 'hold'; durationMs: number; place: Place }
  /** Long enough for the phase's ratio objectives to be decidable; the plan replaces it by a `hold`. */
  | { kind: 'hold-long-enough'; place: Place }
  | { kind: 'until'; condition: Condition; withinMs: number; place: Place }
  | { kind: 'together'; lanes: Step[][]; place: Place }
  | { kind: 'each'; over: InstancesRef; loop: string; steps: Step[]; place: Place }
  | { kind: 'during'; fault: FaultStep; steps: Step[]; place: Place }
  | FaultStep
  /** Starts an instance that is down. */
  | { kind: 'start'; instance: InstanceRef; place: Place }
  /** A clause in mid-drill, judged over the enclosing phase up to this moment. */
  | { kind: 'expect'; objective: Objective; place: Place }
  | { kind: 'act'; handler: string; args: JsonObject; undo: ActUndo; place: Place }

export interface PhaseStep {
  kind: 'phase'
  name: string
  steps: Step[]
  expect: Objective[]
  /** False: the drill's own objectives are not judged here. */
  inherit: boolean
  place: Place
}

export interface FaultStep {
  kind: 'fault'
  /** A key of `fault/map.ts`. */
  fault: string
  instance: InstanceRef
  args: JsonObject
  place: Place
}

/** How a user's act is undone: by another named handler, or nothing to undo, and why. */
export type ActUndo = { handler: string; args: JsonObject } | { nothing: string }

/** Something that can be seen to hold. Evaluated live by the run; what it rested on is journaled. */
export type Condition =
  /** Five one-second slices in a row without a failure and with p95 in band (see measure/recovery.ts). */
  | { kind: 'recovered' }
  /** Every instance (or at least n) says that it is ready, by its own readiness endpoint. */
  | { kind: 'ready'; atLeast: number | 'all' }
  /** A named probe shows this value. */
  | { kind: 'probe'; name: string; equals: Json }
