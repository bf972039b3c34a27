/**
 * Everything that a run writes to `journal.ndjson`, one JSON object a line. `seq` counts from 0; `atMs` is the
 * machine's monotonic clock at the moment of observation, minus the run's zero (`run-started.zeroMonoMs`).
 */
import type { Condition, JsonObject, RefusedCode, ReleaseRef } from '../drill/model.ts'
import type {
  CommandLine,
  Instance,
  InstanceIdentity,
  Observation,
  Release,
  TrafficFormat,
} from '../target/target.ts'
import type { UndoSpec } from '../undo/undo.ts'
import type { GuardEvent } from './guard-events.ts'
import type { LeaseEvent } from './lease-events.ts'
import type { LedgerBefore, LedgerRead } from './ledger-events.ts'
import type { RunStarted } from './run-started.ts'
import type { ThresholdAsked, ThresholdFound } from './threshold-events.ts'

export const JOURNAL_FORMAT = 1

export type JournalEvent = { seq: number; atMs: number } & EventBody

export type EventBody =
  | RunStarted
  /** What was planned for each phase, from holds alone; null where only a condition decides. */
  | { type: 'planned'; phases: { name: string; plannedMs: number | null }[] }
  | { type: 'progress'; text: string }
  | { type: 'intent'; id: number; what: string; undo: UndoSpec; command?: CommandLine }
  | { type: 'done'; id: number }
  | { type: 'not-done'; id: number; error: string }
  | {
      type: 'undone'
      id: number
      by: Actor
      healed: boolean
      outcome: string
      evidence: string
      remedy: string | null
    }
  /** A command that was carried out, as a person would type it. */
  | { type: 'command'; command: CommandLine; startMs: number; endMs: number; what: string }
  | {
      type: 'load-started'
      script: string
      maxVus: number
      ratePerSecond: number | null
      requestTimeoutMs: number
      /** The script's own, which the load generator judges; absent: there are none, or they are left out. */
      thresholds?: ThresholdAsked[]
    }
  /** The edge's access log: a file of the record, and how its lines are read. */
  | { type: 'traffic-source'; file: string; format: TrafficFormat }
  /** When the first arrival was due, once it is known; run ms. */
  | { type: 'load-first-due'; dueMs: number }
  | {
      type: 'load-ended'
      asked: boolean
      exitCode: number | null
      signal: string | null
      malformedRows: number
      lastLines: string[]
      /** What the load generator found; those that are missing here are not known. */
      thresholds?: ThresholdFound[]
    }
  | { type: 'probe-started'; url: string; intervalMs: number; timeoutMs: number }
  /** `malformedLines`: of what it said, those that could not be read. Older records do not say. */
  | {
      type: 'probe-ended'
      asked: boolean
      exitCode: number | null
      missed: number
      malformedLines?: number
    }
  /** Warm-up is over: what came before is not judged. */
  | { type: 'warm-up-ended' }
  /** `overMs`: how far back requests were looked at; `leftOutMs`: of the warm-up, what lay before that. */
  | {
      type: 'steady-state'
      when: 'before' | 'after'
      holds: boolean
      findings: string[]
      overMs?: number
      leftOutMs?: number
      /** What was asked and seen to hold, in words. */
      checked?: string[]
    }
  | { type: 'phase-started'; window: string; phase: string }
  | { type: 'phase-ended'; window: string; phase: string; completed: boolean }
  | { type: 'step-started'; path: string; what: string }
  | { type: 'step-ended'; path: string; outcome: 'done' | 'unmet' | 'cancelled' | 'failed'; detail: string }
  | { type: 'fault-intended'; fault: string; window: string; victim: Victim; undo: UndoSpec }
  /** `instantMs` was read just before the act; run ms. */
  | {
      type: 'fault-injected'
      fault: string
      window: string
      victim: string
      instantMs: number
      command: CommandLine
    }
  | { type: 'fault-landed'; fault: string; window: string; victim: string; seen: boolean; evidence: string[] }
  | { type: 'fault-healed'; fault: string; window: string; victim: string; seen: boolean; evidence: string[] }
  | {
      type: 'condition'
      condition: Condition
      window: string
      met: boolean
      withinMs: number
      restedOn: string
      tookMs: number
    }
  | { type: 'expectation'; index: number; window: string }
  /**
   * Something that a step asserts by itself, beside the objectives: it becomes a clause. `holds: null`: it could not
   * be seen. `what` is the assertion as it should be: "web-1 ends with exit code 0".
   */
  | { type: 'finding'; window: string; path: string; what: string; holds: boolean | null; evidence: string[] }
  /** What a symbolic release came to. */
  | { type: 'release'; ref: ReleaseRef; release: Release }
  | { type: 'deploy-started'; window: string; from: Release; to: Release; strategy: string }
  /** An instance was switched, and is ready by its own word. */
  | { type: 'instance-switched'; window: string; name: string; to: Release }
  /** `refused`: before or while it was shipped; the instances serve what they served before. */
  | {
      type: 'deploy-ended'
      window: string
      outcome: 'deployed' | 'refused' | 'cancelled'
      code: RefusedCode | null
      detail: string
    }
  /** A written-down trigger fired; `restedOn` has the samples that made it. */
  | { type: 'trigger'; window: string; condition: Condition; restedOn: string; samples: JsonObject }
  /** By a trigger, the release gate, or the drill's own step: the clock of the rollback starts here. */
  | { type: 'rollback-decided'; window: string; why: string; to: Release }
  | { type: 'rollback-started'; window: string }
  /** Every instance was switched back; whether it serves is what the instances say. */
  | { type: 'rollback-acted'; window: string }
  /** How the canary compared with its control; the numbers are measured again from the edge's log. */
  | {
      type: 'canary'
      window: string
      decision: 'promote' | 'roll-back' | 'inconclusive'
      why: string
      comparison: JsonObject
    }
  | { type: 'migrated'; window: string; release: string; direction: 'up' | 'down'; moved: string[] | null }
  | {
      type: 'stopped'
      window: string
      name: string
      /** Just before it was asked to. Older records do not say. */
      askedMs?: number
      exitCode: number | null
      signal: string | null
      tookMs: number
      killed: boolean
    }
  /** What a person was asked to do. */
  | { type: 'manual'; window: string; text: string }
  /** The watch of the instances, five looks a second each, written when something differs from the look before. */
  | ({ type: 'instance-state' } & InstanceState)
  /** The watch took this look as the last of a stretch in which nothing differed; at most 1 s apart. */
  | { type: 'instances-watched'; looks: number }
  | { type: 'instances'; instances: Instance[]; why: string }
  /** One named probe's observation. */
  | {
      type: 'named-probe'
      name: string
      value: string | number | boolean | null
      error: string | null
      tookMs: number
    }
  /** What was stored before the load; and after it, read until it had settled or the time for that was over. */
  | LedgerBefore
  | LedgerRead
  /** Something of the target ended that nobody asked to end. */
  | { type: 'unexpected-end'; name: string; how: string; lastLines: string[] }
  /** What the target saw without being asked: `atMs` is when it was heard. */
  | Observation
  /** Wall clock minus monotonic clock; a step of over 5 ms between two of them matters. */
  | { type: 'clock'; offsetMs: number }
  /** The instruments' health over the last second. CPU in ms of CPU time. */
  | {
      type: 'instruments'
      loopDelayMaxMs: number
      cpu: { harness: number; load: number; probe: number; app: number }
      /**
       * Of the time since the last one: the share of the cores' time that the hypervisor took, and of the time in which
       * something waited for a core. `runnable`: just then. Null: not told. Left out: nothing is told.
       */
      machine?: { stolen: number; waiting: number | null; runnable: number | null }
    }
  | { type: 'signal'; signal: string; hurried: boolean }
  | GuardEvent
  | LeaseEvent
  /** `hint`: what is to be done about the error. */
  | {
      type: 'run-ended'
      run: RunOutcome
      reason: string
      errorCode: string | null
      hint?: string
      by: Actor
    }
  | { type: 'cleanup-ended'; cleanup: 'clean' | 'dirty'; left: LeftOver[]; by: Actor; tookMs: number }

export interface InstanceState {
  name: string
  /** Does anything of it live? */
  alive: boolean
  /** Statuses of its own endpoints; null: no answer, or no such endpoint. */
  health: number | null
  ready: number | null
  /** What the readiness endpoint named as failing. */
  failing: string[]
  /** A request such as users make was answered with 200–399 by the instance itself. */
  serves: boolean
  release: string | null
  /** What tells its process from the one before: its boot id, else `pid:start time`; null: neither is known. */
  bootId: string | null
  /** The drill or a rollout asked it to stop, or holds it down, at this moment. */
  endAsked: boolean
  /** It has no address that can be asked: its engine's health check stands for all of the above, as 200 or 503. */
  by?: 'engine'
}

export type Actor = 'run' | 'watchdog' | 'recover'
export type RunOutcome = 'completed' | 'aborted' | 'interrupted' | 'errored'
export type Victim = { name: string; url: string | null; identity: InstanceIdentity | null }
export interface LeftOver {
  what: string
  evidence: string
  remedy: string | null
}
