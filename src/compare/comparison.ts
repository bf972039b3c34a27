/** What a comparison of runs says. Plain data; `second` is held against `first`. */
import type { RunOutcome } from '../journal/events.ts'
import type { Clause, VerdictValue } from '../verdict/schema.ts'

export const COMPARISON_FORMAT = 'firedrill-comparison/1'

export type Finding = 'worse' | 'better' | 'no-difference' | 'too-little-data'

export interface Comparison {
  format: typeof COMPARISON_FORMAT
  drill: string
  /** `no-worse`: every clause was decided, none was left out, and none is worse; and no run of the second side was aborted or errored. */
  verdict: 'worse' | 'no-worse' | 'too-little-data'
  exitCode: number
  summary: string
  confidence: number
  /** What is not called a difference, as a share of the first side's value. */
  tolerance: number
  /** How many of the clauses could be tested: each p is corrected for all of these. */
  tests: number
  first: ComparedSide
  second: ComparedSide
  /** What differs between the sides, or within one, beside what was measured. */
  differs: string[]
  /**
   * Clauses and runs that were left out, and why. A clause left out keeps a comparison from being `no-worse`, and so does
   * a run of the second side that was aborted or errored.
   */
  leftOut: string[]
  clauses: ComparedClause[]
}

export interface ComparedSide {
  runs: { id: string; verdict: VerdictValue; run: RunOutcome }[]
}

export interface ComparedClause {
  objective: string
  window: string
  unit: Clause['unit']
  /** The median of its runs' values; null: there is none. */
  first: number | null
  second: number | null
  /** `intervals`: values of one second each; `runs`: one value a run; `none`: too few of either. */
  basis: 'intervals' | 'runs' | 'none'
  /** How many values each side has. */
  values: { first: number; second: number }
  finding: Finding
  /** Of the finding, in words: `worse by 31 ms`. */
  words: string
  /** One or two sentences more: bounds, what could have been seen, what is needed. */
  detail: string
  /** Second − first, in the unit; low and high null: not bounded. Null: not tested. */
  difference: Bounded | null
  /** Second ÷ first, for times. */
  ratio: Bounded | null
  /** The chance that a value of the second side is the larger one; Cliff's delta is twice that, less one. */
  larger: number | null
  /** Of a difference no larger than tolerated; corrected for all tests. */
  p: number | null
  correctedP: number | null
  /** So much more variance than independent values would have. */
  inflation: number | null
  /** The smallest worsening, in the unit, that would have been called one. */
  couldSee: number | null
}

export interface Bounded {
  estimate: number
  low: number | null
  high: number | null
}
