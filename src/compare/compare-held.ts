/** Assertions of whole runs, compared: worse is what held in every run of the first side, and in none of the second. */
import { clauseWords } from '../verdict/steady.ts'
import type { ComparedClause, Finding } from './comparison.ts'
import type { Held } from './held.ts'
import { NO_NUMBERS } from './numbers.ts'
import { inRuns } from './pairs.ts'
import type { RunToCompare } from './side.ts'

/** What no verdict says anything of held in every run, and is left unsaid here too. Neither side is empty. */
export function compareHeld(
  first: readonly RunToCompare[],
  second: readonly RunToCompare[],
): { clauses: ComparedClause[]; leftOut: string[] } {
  const clauses: ComparedClause[] = []
  const leftOut: string[] = []
  for (const [key, like] of toldIn([...first, ...second])) {
    const [these, those] = [first, second].map((runs) => runs.map((run) => heldIn(run, key, like)))
    if (!these || !those) continue
    if ([...these, ...those].includes(null)) leftOut.push(lackWords(like, these, those))
    else clauses.push(clauseOf(like, these.flatMap(known), those.flatMap(known)))
  }
  return { clauses, leftOut }
}

interface OfRun extends Pick<Held, 'holds' | 'unknown' | 'message'> {
  run: string
}

const known = (one: OfRun | null): OfRun[] => (one === null ? [] : [one])

/** By key, as the first run that has it says it. */
function toldIn(runs: readonly RunToCompare[]): Map<string, Held> {
  const told = new Map<string, Held>()
  const keys = new Set(
    runs.flatMap(({ held }) => [...held].flatMap(([key, { message }]) => (message === null ? [] : [key]))),
  )
  for (const key of keys) {
    const all = runs.flatMap(({ held }) => held.get(key) ?? [])
    const [one] = all
    const onlyBrokenAt = all.find((each) => each.onlyBrokenAt !== null)?.onlyBrokenAt ?? null
    if (one) told.set(key, { ...one, onlyBrokenAt })
  }
  return told
}

/** Null: the run does not say. */
function heldIn({ held, done, verdict: { id } }: RunToCompare, key: string, like: Held): OfRun | null {
  const one = held.get(key)
  if (one) return { run: id, holds: one.holds, unknown: one.unknown, message: one.message }
  const { onlyBrokenAt } = like
  if (onlyBrokenAt === null || !done.has(onlyBrokenAt)) return null
  return { run: id, holds: true, unknown: null, message: null }
}

function lackWords(
  { objective, window }: Held,
  first: readonly (OfRun | null)[],
  second: readonly (OfRun | null)[],
): string {
  const broken = second.filter((one) => one?.holds === false).length
  const has = (runs: readonly (OfRun | null)[]) => runs.map((one) => one !== null)
  const more = broken === 0 ? '' : `; it broke in ${broken} of the second side's`
  return `${clauseWords({ objective, window })}: ${inRuns(has(first), has(second))}${more}`
}

function clauseOf(
  { objective, window }: Held,
  first: readonly OfRun[],
  second: readonly OfRun[],
): ComparedClause {
  const finding = findingOf(first, second)
  return {
    objective,
    window,
    unit: 'ratio',
    first: shareOf(first),
    second: shareOf(second),
    basis: 'runs',
    values: { first: first.length, second: second.length },
    finding,
    words: WORDS[finding],
    detail: detailOf(finding, first, second),
    ...NO_NUMBERS,
  }
}

const WORDS: Readonly<Record<Finding, string>> = {
  worse: 'worse, as it broke',
  better: 'better, as it holds',
  'no-difference': 'no difference seen',
  'too-little-data': 'too little data',
}

function findingOf(first: readonly OfRun[], second: readonly OfRun[]): Finding {
  const [before, after] = [sameIn(first), sameIn(second)]
  if (before === null || after === null) return 'too-little-data'
  if (before === after) return 'no-difference'
  return before ? 'worse' : 'better'
}

/** Null: runs of the side differ, or of one of them it is not known. */
function sameIn(runs: readonly OfRun[]): boolean | null {
  const [one] = runs
  return one && runs.every(({ holds }) => holds === one.holds) ? one.holds : null
}

/** Of runs in which it is known. */
function shareOf(runs: readonly OfRun[]): number | null {
  const seen = runs.filter(({ holds }) => holds !== null)
  return seen.length === 0 ? null : seen.filter(({ holds }) => holds).length / seen.length
}

function detailOf(finding: Finding, first: readonly OfRun[], second: readonly OfRun[]): string {
  const unknown = [...first, ...second].filter(({ holds }) => holds === null)
  if (unknown.length > 0)
    return `Not known of ${unknown.map((one) => `${one.run} (${one.unknown ?? 'no reason'})`).join('; ')}.`
  const count = (runs: readonly OfRun[]): string =>
    `${runs.filter(({ holds }) => holds).length} of ${runs.length}`
  const counted = `Held in ${count(first)} and ${count(second)} runs.`
  const broken = second.find(({ holds }) => holds === false)
  const seen = broken?.message ? [`${broken.run}: ${broken.message}`] : []
  const mixed = finding === 'too-little-data' ? ['Runs of one side differ: chance could be why.'] : []
  return [counted, ...mixed, ...(finding === 'no-difference' ? [] : seen)].join(' ')
}
