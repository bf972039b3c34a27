/**
 * One clause over many runs, and from which run on it was another one: each run is compared with those before it that were
 * alike, by the test of `compare`. Where a clause has one value a run, and for what creeps, the newest few runs are
 * compared with the first few of those that were alike. docs/decisions/0076.
 */
import { compareClause } from '../compare/compare.ts'
import type { ClauseOfRun, RunToCompare } from '../compare/side.ts'
import { neededValues } from '../compare/values.ts'
import { clauseText } from '../drill/describe.ts'
import { unitOf } from '../drill/objective.ts'
import type { Mark, Trend } from './history.ts'

export interface TrendOptions {
  tolerance: number
  /** How many clauses are followed in these runs. */
  tests: number
}

/** More of them would not tell more, and every pair of seconds is looked at. */
const MOST_BEFORE = 6
const MOST_SECONDS = 600

/** `key`: of a clause that some run has. The runs are in the order of time. */
export function trendOf(key: string, runs: readonly RunToCompare[], options: TrendOptions): Trend {
  const clauses = runs.map((run) => usable(run, key))
  const one = clauses.find((clause) => clause !== null)
  if (!one) throw new Error(`no run has the clause ${key}`)
  const { bound } = one.objective
  return {
    objective: clauseText(one.objective),
    window: one.window,
    unit: unitOf(one.objective.indicator),
    bound: bound.op === 'notWorseThan' ? null : bound.value,
    values: clauses.map((clause) => clause?.observed ?? null),
    marks: marksOf(key, runs, clauses, options),
  }
}

/** A run that was stopped, and a value that is not to be trusted, would be taken for a change. */
function usable({ clauses, verdict }: RunToCompare, key: string): ClauseOfRun | null {
  const clause = clauses.get(key)
  if (!clause || verdict.run !== 'completed' || clause.untrusted !== null || clause.observed === null)
    return null
  return Number.isNaN(clause.observed) ? null : clause
}

function marksOf(
  key: string,
  runs: readonly RunToCompare[],
  clauses: readonly (ClauseOfRun | null)[],
  options: TrendOptions,
): Mark[] {
  const at = (index: number): RunToCompare => {
    const run = runs[index]
    if (!run) throw new Error(`there is no run ${index}`)
    return run
  }
  const few = neededValues(options.tests)
  const marks: Mark[] = []
  /** Of the runs that are alike so far. */
  let level: number[] = []
  for (const [index, clause] of clauses.entries()) {
    if (clause === null) continue
    const next = [...level, index]
    const [first, last] = [next.slice(0, few), next.slice(-few)]
    const mark =
      markOf(key, newest(level, clauses), [index], at, options) ??
      (next.length < 2 * few ? null : markOf(key, first, last, at, options))
    if (mark) marks.push(mark)
    level = mark ? next.filter((each) => each >= mark.from) : next
  }
  return marks
}

/** At least one, where there is one. */
function newest(level: readonly number[], clauses: readonly (ClauseOfRun | null)[]): number[] {
  const taken: number[] = []
  let seconds = 0
  for (const index of level.toReversed()) {
    seconds += clauses[index]?.values?.length ?? 1
    if (taken.length > 0 && (seconds > MOST_SECONDS || taken.length >= MOST_BEFORE)) break
    taken.unshift(index)
  }
  return taken
}

function markOf(
  key: string,
  before: readonly number[],
  after: readonly number[],
  at: (index: number) => RunToCompare,
  options: TrendOptions,
): Mark | null {
  const [from, seenAt] = [after[0], after.at(-1)]
  if (before.length === 0 || from === undefined || seenAt === undefined) return null
  const { finding, words, detail } = compareClause(key, before.map(at), after.map(at), options)
  return finding === 'worse' || finding === 'better' ? { finding, from, seenAt, words, detail } : null
}
