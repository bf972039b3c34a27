/** One clause of both sides, with what may be said of it before anything is tested. */
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
  const known = [...new Set(all.flatMap(({ clauses }) => [...clauses.keys()]))]
  const inAll = (key: string): boolean => all.every(({ clauses }) => clauses.has(key))
  const leftOut = known
    .filter((key) => !inAll(key))
    .map((key) => `${key.replace('@', ' in ')}: not in every run`)
  return { keys: known.filter(inAll), leftOut }
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
