/** What a runbook is made from: runs that rehearsed a part of a deploy, and what the configuration says today. */
import type { ResolvedDrill, Step } from '../drill/model.ts'
import { visits } from '../drill/walk.ts'
import type { JournalEvent } from '../journal/events.ts'
import type { RunStarted } from '../journal/run-started.ts'
import type { PlannedCommand } from '../target/target.ts'
import type { Verdict } from '../verdict/schema.ts'

/** What a drill can rehearse. `by-hand`: a person brings the release before back, and is timed. */
export const REHEARSED = ['rollout', 'triggers', 'migration', 'rollback', 'by-hand'] as const
export type Rehearsed = (typeof REHEARSED)[number]

/** A run that passed and left nothing behind. */
export interface Rehearsal {
  header: RunStarted
  drill: ResolvedDrill
  events: readonly JournalEvent[]
  verdict: Verdict
  /** Every command that the configuration of today has for the steps of the drill. */
  planned: readonly PlannedCommand[]
  /** Those of each step of the drill that rolls back. */
  rollbackPlans: readonly (readonly PlannedCommand[])[]
}

/** A run whose word counts, and is that it did not pass. */
export interface NotPassed {
  run: string
  why: string
}

export type Chosen = Readonly<Record<Rehearsed, Rehearsal | NotPassed | null>>

/** What the configuration says today, beside the commands. */
export interface Today {
  /** The project's root, absolute. */
  root: string
  target: string
  environment: string | null
  /** Versions of N and N+1; null: the target names no release. */
  releases: { current: string; next: string | null } | null
  hasMigrations: boolean
  /** Where users come in and where each instance says what it serves, as a person can ask; null: only a run knows. */
  addresses: { edge: string | null; instances: readonly string[] }
  tell: readonly string[]
  /** As typed; null: the configuration names none. */
  build: string | null
  /** Names of variables that every command is given from the shell. */
  inherits: readonly string[]
  /** Are there programs of the project's own in `node_modules/.bin`? `npx`, by which firedrill is started, finds them. */
  hasPrograms: boolean
  asked: Asked
  /** The commands of this project that would rehearse each part. */
  rehearsers: Readonly<Record<Rehearsed, readonly string[]>>
}

/** What the configuration says of where the app is asked by hand, a line for each field. */
export interface Asked {
  edge: readonly string[]
  /** Below the edge's address. */
  path: readonly string[]
  instances: readonly string[]
}

export function hasPassed(of: Rehearsal | NotPassed | null): of is Rehearsal {
  return of !== null && 'verdict' in of
}

/** The parts that a drill rehearses, by its steps. What must be refused is no rollout. */
export function rehearses({ steps }: Pick<ResolvedDrill, 'steps'>): Rehearsed[] {
  const all = [...visits(steps)]
  const has = (wanted: (step: Step, within: readonly Step[]) => boolean): boolean =>
    all.some(({ step, within }) => wanted(step, within))
  const isTaken = (within: readonly Step[]): boolean => within.every(({ kind }) => kind !== 'expect-refused')
  const asks: Record<Rehearsed, boolean> = {
    rollout: has((step, within) => step.kind === 'deploy' && step.release.ref === 'next' && isTaken(within)),
    triggers: has((step) => step.kind === 'deploy' && step.stopOn.length > 0),
    migration: has((step, within) => isMoveToNext(step) && isTaken(within)),
    rollback: has((step) => step.kind === 'rollback' && !step.observed),
    'by-hand':
      has((step) => step.kind === 'manual') && has((step) => step.kind === 'rollback' && step.observed),
  }
  return REHEARSED.filter((part) => asks[part])
}

export function isMoveToNext(step: Step): boolean {
  return step.kind === 'migrate' && step.direction === 'up' && step.release.ref === 'next'
}
