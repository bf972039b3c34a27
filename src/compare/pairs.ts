/** One clause of both sides, with what may be said of it before anything is tested. */
import { clauseWords } from '../verdict/steady.ts'
import { isHeld } from './held.ts'
import { isCounted } from './scale.ts'
import type { ClauseOfRun, RunToCompare } from './side.ts'
import type { Tested } from './test-clause.ts'
import { type ClauseValues, valuesOf, wholes } from './values.ts'

export interface Pair {
  key: string
  first: ClauseOfRun[]
  second: ClauseOfRun[]
  values: ClauseValues
  tested: Tested | null
  untrusted: string[]
}

/** Clauses that every run has, in the order of the first; of the others it is said that they were left out. */
export function keysOf(
  first: readonly RunToCompare[],
  second: readonly RunToCompare[],
): { keys: string[]; leftOut: string[] } {
  const all = [...first, ...second]
  const known = [...new Set(all.flatMap((run) => [...run.clauses.keys(), ...askedIn(run)]))]
  const inAll = (key: string): boolean => all.every(({ clauses }) => clauses.has(key))
  const has = (runs: readonly RunToCompare[], key: string) => runs.map(({ clauses }) => clauses.has(key))
  const leftOut = known
    .filter((key) => !inAll(key))
    .map((key) => `${key.replace('@', ' in ')}: ${inRuns(has(first, key), has(second, key))}`)
  return { keys: known.filter(inAll), leftOut }
}

/** Clauses of its verdict that are compared as values, those of windows that it never reached among them. */
function askedIn({ verdict }: RunToCompare): string[] {
  const planned = plannedWindows(verdict)
  return verdict.clauses
    .filter((clause) => !isHeld(clause) && !planned.has(clause.window))
    .map(({ objective, window }) => `${objective}@${window}`)
}

/** `not in every run (6 of 6 of the first side, 0 of 6 of the second)` */
export function inRuns(first: readonly boolean[], second: readonly boolean[]): string {
  const count = (has: readonly boolean[]): string => `${has.filter(Boolean).length} of ${has.length}`
  return `not in every run (${count(first)} of the first side, ${count(second)} of the second)`
}

/** A stretch is compared with its whole phase only: what broke in the stretch, and not as much before, is told. */
export function brokenBeside(first: readonly RunToCompare[], second: readonly RunToCompare[]): string[] {
  const brokenIn = ({ verdict }: RunToCompare): Set<string> => {
    const planned = plannedWindows(verdict)
    const broken = verdict.clauses.filter((clause) => clause.verdict === 'fail' && planned.has(clause.window))
    return new Set(broken.map(clauseWords))
  }
  const [before, after] = [first.map(brokenIn), second.map(brokenIn)]
  return [...new Set(after.flatMap((broken) => [...broken]))].flatMap((clause) => {
    const count = after.filter((broken) => broken.has(clause)).length
    if (before.every((broken) => broken.has(clause))) return []
    return [`${clause}: compared over the whole phase only; it broke in ${count} of the second side's runs`]
  })
}

function plannedWindows({ windows }: RunToCompare['verdict']): Set<string> {
  return new Set(windows.filter(({ kind }) => kind === 'planned').map(({ name }) => name))
}

export function measuredPair(
  key: string,
  first: readonly RunToCompare[],
  second: readonly RunToCompare[],
  all: number,
): Omit<Pair, 'tested'> {
  const clausesOf = (runs: readonly RunToCompare[]) => runs.flatMap(({ clauses }) => clauses.get(key) ?? [])
  const [these, those] = [clausesOf(first), clausesOf(second)]
  const untrusted = [...first, ...second].flatMap(({ verdict, clauses }) => {
    const why = clauses.get(key)?.untrusted ?? null
    return why === null ? [] : [`${verdict.id} (${why})`]
  })
  return { key, first: these, second: those, values: valuesOf(these, those, all), untrusted }
}

export function isTested({ values, untrusted }: Omit<Pair, 'tested'>): boolean {
  return values.basis !== 'none' && untrusted.length === 0
}

/** Everything of the kind was counted, and in each run as many: no lost write in any, say. */
export function isSameCount({ first, second, untrusted }: Pair): boolean {
  const all = [...first, ...second]
  const counted = all.every(({ objective: { indicator } }) => isCounted(indicator))
  const [one] = all
  return (
    counted &&
    untrusted.length === 0 &&
    one !== undefined &&
    one.observed !== null &&
    all.every(({ observed }) => observed === one.observed)
  )
}

/** With several runs a side, seconds alone cannot tell a change from what runs differ by among themselves. */
export function liesApart({ first, second, values }: Pair, tested: Tested): boolean {
  if (values.basis !== 'intervals' || first.length + second.length < 3) return true
  const [these, those] = [wholes(first), wholes(second)]
  const up = tested.scale === 'ratio' ? tested.effect.estimate > 1 : tested.effect.estimate > 0
  const [lower, upper] = up ? [these, those] : [those, these]
  return Math.max(...lower) < Math.min(...upper)
}
