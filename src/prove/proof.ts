/** What a proof gives: plain data, written as JSON and rendered for people. */
import type { Provable } from './sabotages.ts'

export const PROOF_FORMAT = 'firedrill-proof/1'

/**
 * `caught`: the drill did not pass, for that reason. `let-through`: it passed. `withstood`: the app coped, so that there
 * was nothing to catch. `undecided`: nothing can be said. `not-applicable`: it shows nothing of this drill.
 */
export type ProofOutcome = 'caught' | 'let-through' | 'withstood' | 'undecided' | 'not-applicable'

export interface SabotageProof {
  sabotage: Provable
  what: string
  outcome: ProofOutcome
  /** What caught it: `p95 below 150 ms in baseline`; null: nothing did. */
  by: string | null
  /** In sentences: what was seen; of what was let through, which objective is too lax or missing. */
  why: string[]
  /** Requests that came by while it was on, and those that it spoiled; null: it spoils none, or it is not known. */
  spoiled: { seen: number; spoiled: number } | null
  /** The run record's directory as a person would type it; null: it was not run. */
  run: string | null
  /** Of that run. */
  exitCode: number | null
}

export interface HealthyProof {
  passed: boolean
  summary: string
  run: string
  exitCode: number
}

export interface Proof {
  format: typeof PROOF_FORMAT
  drill: string
  params: Record<string, unknown>
  target: string
  environment: string | null
  /** Every sabotage that applies was caught, or withstood, and the drill passes without one. */
  trusted: boolean
  exitCode: number
  summary: string
  healthy: HealthyProof
  sabotages: SabotageProof[]
}
