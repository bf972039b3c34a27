/** Which stored runs speak for which part: of each part the newest run that has a word. */
import { REHEARSED, type Rehearsed } from './rehearsal.ts'

export interface Candidate {
  run: string
  drill: string
  /** Absolute. */
  directory: string
  startedAt: string
  target: string
  environment: string | null
  parts: readonly Rehearsed[]
  /** `silent`: it was not decided, or did not come to its end, and says nothing of the app. */
  word: 'passed' | 'not-passed' | 'silent'
  /** Its verdict in a sentence. */
  summary: string
}

export type Choice = Readonly<Record<Rehearsed, Candidate | null>>

/** Of which target and environment the runbook is: those of the newest run that rehearsed a rollback. Null: none did. */
export function placeOf(candidates: readonly Candidate[]): Pick<Candidate, 'target' | 'environment'> | null {
  const rolledBack = newestFirst(candidates).filter(({ parts }) => parts.includes('rollback'))
  return rolledBack.find(({ word }) => word !== 'silent') ?? rolledBack[0] ?? null
}

/** A newer run that did not pass stands before an older one that did: what passed once may not pass now. */
export function chooseRuns(
  candidates: readonly Candidate[],
  place: Pick<Candidate, 'target' | 'environment'>,
): Choice {
  const there = newestFirst(candidates).filter(
    ({ target, environment, word }) =>
      target === place.target && environment === place.environment && word !== 'silent',
  )
  const chosen = REHEARSED.map((part) => [part, there.find(({ parts }) => parts.includes(part)) ?? null])
  return Object.fromEntries(chosen) as Choice
}

function newestFirst(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
}
