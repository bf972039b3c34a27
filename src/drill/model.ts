/**
 * The resolved drill: plain, frozen JSON data. It is what plan, run, judge, recover and the reports see, and what
 * is stored with the run. Nothing in it is a function; references to instances and releases stay symbolic.
 */
import type { BlastLimit } from './blast-radius.ts'
import type { Guard } from './guards/guard.ts'
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
  /** What ends it at once; left out where it says none. Those of the configuration are not among them. */
  guards?: Guard[]
  /** So many instances it may hit at once; left out where it does not say: one. */
  blastRadius?: BlastLimit
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
  | { ref: 'serving'; release: ReleaseRef } // one that serves this release, picked by the seed
export type InstancesRef = { ref: 'all' } | { ref: 'named'; names: string[] }

/** What a fault may hit. */
export type VictimRef = InstanceRef | { ref: 'service'; name: string }

/** Which release is meant; the target's configuration says which versions `current` and `next` are. */
export type ReleaseRef =
  | { ref: 'current' } // N: the one that serves when the drill begins
  | { ref: 'next' } // N+1: the one that is to be shipped
  | { ref: 'previous' } // the one that served when the latest deploy of this run began
  | { ref: 'version'; version: string }
  | { ref: 'broken'; of: ReleaseRef; how: Breakage }

/** A known-bad release made of a good one, by wrapping its entry point. Shares are ratios 0…1. */
export type Breakage =
  | { kind: 'exits' }
  | { kind: 'never-ready' }
  | { kind: 'slow'; byMs: number; share: number }
  | { kind: 'failing'; share: number }

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
  /**
   * Ships a release the way the target's configuration says. Refused by the release gate, or ended by one of the
   * triggers, which stay armed for `bakeMs` after the last instance was switched. `strategy`: the one that the drill
   * rehearses; a target with another one is refused by the plan. `orRolledBack`: a rollout that was begun and then took
   * itself back is a way to end as well.
   */
  | {
      kind: 'deploy'
      release: ReleaseRef
      stopOn: Condition[]
      bakeMs: number
      strategy?: StrategyKind
      orRolledBack?: true
      place: Place
    }
  /** Back to the release before. `observed`: somebody else rolls back; it is only waited for and timed. */
  | { kind: 'rollback'; observed: boolean; place: Place }
  | { kind: 'migrate'; release: ReleaseRef; direction: 'up' | 'down'; place: Place }
  /** Asks an instance to end; it stays down until `start`. */
  | { kind: 'stop'; instance: InstanceRef; place: Place }
  /** Stops and starts instances, all of them at once. */
  | { kind: 'restart'; instances: InstancesRef | InstanceRef; place: Place }
  /** Starts a release beside the app, with another environment, to see what it makes of it. */
  | { kind: 'boot'; release: ReleaseRef; trial: BootTrial; place: Place }
  /** Looks for the configuration's secrets in artifacts, logs and the record. */
  | { kind: 'search-secrets'; place: Place }
  /** Takes a step that must be refused, with one of these codes. */
  | { kind: 'expect-refused'; step: Step; because: RefusedCode[]; place: Place }
  /** A person acts; the run goes on at once, and the next `until` times them. */
  | { kind: 'manual'; text: string; place: Place }
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
  victim: VictimRef
  args: JsonObject
  place: Place
}

/** What a release is started with beside the app, and what is to be seen. */
export interface BootTrial {
  /** Variables that differ from the app's own. */
  set: Record<string, string>
  /** Variables left out: these, all at once, or each one that the configuration says is required, in turn. */
  without: string[] | 'each-required'
  /**
   * `shows`: it gets ready, and what it says of itself (its version endpoint) has these values, by path.
   * `names`: it ends by itself, exit code not 0, and what it wrote names the variables left out or set.
   * `unready`: it neither ends nor gets ready in this time.
   */
  expect: { kind: 'shows'; values: Record<string, string> } | { kind: 'names' } | { kind: 'unready' }
  withinMs: number
}

/** How a target switches releases; `command`: by the user's own. */
export const STRATEGY_KINDS = ['command', 'rolling', 'blue-green', 'canary'] as const
export type StrategyKind = (typeof STRATEGY_KINDS)[number]

/** Why a step that ships something was refused, or ended by itself. Stable: drills name them. */
export const REFUSED_CODES = [
  'release-missing',
  'digest-mismatch',
  'config-incomplete',
  'migration-pending',
  'migration-destructive',
  'previous-missing',
  'too-few-healthy',
  'start-failed',
  'never-ready',
  'triggered',
  'canary-worse',
  'canary-inconclusive',
  'command-failed',
] as const
export type RefusedCode = (typeof REFUSED_CODES)[number]

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
  /** Every instance (or at least n) says by its own word that it runs this release, and that it is ready. */
  | { kind: 'serving'; release: ReleaseRef; atLeast: number | 'all' }
  /** Every instance that lives (or at least n) says that it is not ready, and names this check (null: any). */
  | { kind: 'unready'; check: string | null; atLeast: number | 'all' }
  /** What clients see keeps to this over the last `overMs`, at every look for `forMs`: a written-down trigger. */
  | { kind: 'measured'; objective: Objective; overMs: number; forMs: number }
  | { kind: 'any'; of: Condition[] }
  /** An instance's log has a line with this text, or one that matches, written since the phase began. */
  | { kind: 'logged'; text: string | LinePattern }

/** A regular expression as plain data; it is tried on one line at a time. */
export interface LinePattern {
  pattern: string
  flags: string
}
