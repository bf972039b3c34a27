/** Which values of a clause are compared: those of its seconds, or one a run. */

import { smallestP } from './mann-whitney.ts'
import { scaleOf } from './scale.ts'
import type { ClauseOfRun } from './side.ts'

export interface ClauseValues {
  basis: 'intervals' | 'runs' | 'none'
  /** A series for each run; larger ones are worse for shares, which are those of bad samples. */
  first: number[][]
  second: number[][]
}

export const ALPHA = 0.05

/**
 * Values of whole runs, where there are enough of them to show anything beside so many other tests: only they hold what
 * runs differ by among themselves. Else those of seconds, where there are some.
 */
export function valuesOf(
  first: readonly ClauseOfRun[],
  second: readonly ClauseOfRun[],
  tests: number,
): ClauseValues {
  const [these, those] = [wholes(first), wholes(second)]
  const runs: ClauseValues = { basis: 'runs', first: [these], second: [those] }
  if (canShow(these.length, those.length, tests)) return runs
  const seconds = (clauses: readonly ClauseOfRun[]) => clauses.map(inSeconds)
  const intervals: ClauseValues = { basis: 'intervals', first: seconds(first), second: seconds(second) }
  if (canShow(intervals.first.flat().length, intervals.second.flat().length, tests)) return intervals
  return { ...runs, basis: 'none' }
}

/** Could groups of these sizes show a difference beside so many other tests? */
export function canShow(m: number, n: number, tests: number): boolean {
  return m > 0 && n > 0 && smallestP(m, n) * tests <= ALPHA
}

/** How many values each side must have at least. */
export function neededValues(tests: number): number {
  let count = 1
  while (!canShow(count, count, tests)) count += 1
  return count
}

/** One a run; of shares, of bad ones. */
export function wholes(clauses: readonly ClauseOfRun[]): number[] {
  return clauses.flatMap((clause) => {
    const { observed } = clause
    return observed === null || Number.isNaN(observed) ? [] : [asCompared(clause, observed)]
  })
}

function inSeconds(clause: ClauseOfRun): number[] {
  return (clause.values ?? []).map((value) => asCompared(clause, value))
}

/** A share is compared as that of bad ones. */
function asCompared({ objective: { indicator } }: ClauseOfRun, value: number): number {
  const ofGood = indicator.kind === 'uptime' || indicator.kind === 'check'
  return scaleOf(indicator) === 'share' && ofGood ? 1 - value : value
}
