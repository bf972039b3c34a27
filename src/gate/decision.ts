/** What the gate says, and of each run why it counts or does not. Plain data, printed by `--json`. */
import type { GateRequirement } from '../config/gate-policy.ts'
import { EXIT } from '../errors.ts'
import type { AskedArtifact } from './artifact.ts'

export const GATE_FORMAT = 'firedrill-gate/1'

/** Stable codes of why a run does not count. */
export type UnfitCode =
  | 'other-target'
  | 'other-environment'
  | 'other-parameters'
  | 'made-in-test'
  | 'sabotaged'
  | 'too-old'
  | 'from-the-future'
  | 'unreadable'
  | 'cut'
  | 'unsealed'
  | 'edited'
  | 'not-completed'
  | 'dirty'
  | 'wrong-artifact'
  | 'drill-changed'
  | 'objective-missing'
  | 'inconclusive'
  | 'not-proven'

export interface Unfit {
  code: UnfitCode
  /** Half a sentence: `it ran on processes, not on compose`. */
  why: string
}

export interface RunAtGate {
  id: string
  /** As a person would type it. */
  directory: string
  startedAt: string
  /** Of the record, as it was judged again; null: it was not. */
  summary: string | null
  /** What it is of: `1.2.0, sha256:…, by firedrill's look at …`; null: not told. */
  artifact: string | null
}

export interface UnfitRun extends RunAtGate {
  reasons: Unfit[]
}

export interface RequirementAtGate {
  requirement: GateRequirement
  met: boolean
  /** Runs that count, the newest first. */
  counted: RunAtGate[]
  /**
   * The newest run that failed and is not known to be of another artifact, where it is newer than as many as must have
   * passed; with what else is wrong with its record.
   */
  failed: UnfitRun | null
  /** In its place, a record that cannot be judged and may be of a run that failed. */
  doubtful: UnfitRun | null
  /** Runs of the drill that do not count, the newest first. */
  unfit: UnfitRun[]
  /** What is missing, in a sentence; null: nothing. */
  missing: string | null
  /** What would provide it, as a person would type it. */
  command: string | null
}

export interface GateDecision {
  format: typeof GATE_FORMAT
  allowed: boolean
  exitCode: number
  summary: string
  artifact: AskedArtifact
  requirements: RequirementAtGate[]
  /** What speaks against the whole, beside the requirements: two artifacts go by the version that was asked for. */
  against: string[]
  /** Where records were looked for, as a person would type it. */
  lookedIn: string[]
  /** Directories there whose journal does not begin with a run, or was changed since, or that lie too deep; they count for nothing. */
  unreadable: string[]
}

export function gateExit(allowed: boolean): number {
  return allowed ? EXIT.pass : EXIT.fail
}
