/**
 * Are the second runs worse than the first? Clause by clause and window by window, by ranks, corrected for the number of
 * clauses: docs/decisions/0030-comparing-runs.md. Pure.
 */

import { clauseText } from '../drill/describe.ts'
import { unitOf } from '../drill/objective.ts'
import { EXIT } from '../errors.ts'
import type { RunOutcome } from '../journal/events.ts'
import { clauseWords } from '../verdict/steady.ts'
import { differencesOf } from './comparable.ts'
import { compareHeld } from './compare-held.ts'
import {
  type Bounded,
  COMPARISON_FORMAT,
  type ComparedClause,
  type ComparedSide,
  type Comparison,
} from './comparison.ts'
import { type Decision, decide } from './decide.ts'
import { holm } from './holm.ts'
import { NO_NUMBERS, type Numbers } from './numbers.ts'
import { brokenBeside, isSameCount, isTested, keysOf, liesApart, measuredPair, type Pair } from './pairs.ts'
import { smallerIsWorse } from './scale.ts'
import { medianOf } from './shift.ts'
import type { ClauseOfRun, RunToCompare } from './side.ts'
import { type Tested, testClause } from './test-clause.ts'
import { ALPHA } from './values.ts'
import { detailWords, findingWords } from './words.ts'

export interface CompareOptions {
  /** What is no difference, as a share of the first side's value. */
  tolerance: number
}

/** A run that did not come to its end: it is not compared. */
export interface StoppedRun {
  id: string
  run: RunOutcome
}

/** Neither side is empty. `stopped`: the runs of each that are not among them; none unless given. */
export function compareRuns(
  first: readonly RunToCompare[],
  second: readonly RunToCompare[],
  { tolerance, stopped = NONE_STOPPED }: CompareOptions & { stopped?: StoppedRuns },
): Comparison {
  const { unlike, differs } = differencesOf(first, second)
  const { keys, leftOut: unmeasured } = keysOf(first, second)
  const held = compareHeld(first, second)
  const leftOut = [...unmeasured, ...held.leftOut, ...brokenBeside(first, second)]
  const all = Math.max(1, keys.length)
  const measured = keys.map((key) => measuredPair(key, first, second, all))
  // Which clauses are tested hangs on how many values there are, not on what they are.
  const tests = Math.max(1, measured.filter(isTested).length)
  const pairs = measured.map((pair) => ({
    ...pair,
    tested: isTested(pair) ? testClause(pair.first, pair.second, pair.values, { tests, tolerance }) : null,
  }))
  const tested = pairs.filter((pair) => pair.tested !== null)
  const corrected = holm(tested.map((pair) => pair.tested?.p ?? 1))
  const correctedOf = new Map(tested.map(({ key }, index) => [key, corrected[index] ?? 1]))
  const measuredClauses = pairs.map((pair) => clauseOf(pair, correctedOf.get(pair.key) ?? 1, all))
  const clauses = [...measuredClauses, ...held.clauses]
  const open = stopped.second.filter(mayBeWorse)
  const verdict = overall(clauses, leftOut.length + open.length)
  return {
    format: COMPARISON_FORMAT,
    drill: first[0]?.record.drill.name ?? '',
    verdict,
    exitCode: verdict === 'worse' ? EXIT.fail : verdict === 'no-worse' ? EXIT.pass : EXIT.inconclusive,
    summary: summaryOf(clauses, leftOut, open),
    confidence: 1 - ALPHA,
    tolerance,
    tests,
    first: sideOf(first),
    second: sideOf(second),
    differs: [...unlike, ...differs],
    leftOut: [...[...stopped.first, ...stopped.second].map(({ id, run }) => `${id}: ${run}`), ...leftOut],
    clauses,
  }
}

interface StoppedRuns {
  first: readonly StoppedRun[]
  second: readonly StoppedRun[]
}

const NONE_STOPPED: StoppedRuns = { first: [], second: [] }

/** What a person interrupted says nothing of the app; what a guard or an error ended may be what became worse. */
function mayBeWorse({ run }: StoppedRun): boolean {
  return run === 'aborted' || run === 'errored'
}

export interface OneClause extends CompareOptions {
  /** How many clauses are looked at beside it: p is multiplied by as many, and bounds are as much wider. */
  tests: number
}

/** One clause alone, which all runs have; by the same test. Neither side is empty. */
export function compareClause(
  key: string,
  first: readonly RunToCompare[],
  second: readonly RunToCompare[],
  { tests, tolerance }: OneClause,
): ComparedClause {
  const measured = measuredPair(key, first, second, tests)
  const tested = isTested(measured)
    ? testClause(measured.first, measured.second, measured.values, { tests, tolerance })
    : null
  return clauseOf({ ...measured, tested }, Math.min(1, (tested?.p ?? 1) * tests), tests)
}

function sideOf(runs: readonly RunToCompare[]): ComparedSide {
  return { runs: runs.map(({ verdict: { id, verdict, run } }) => ({ id, verdict, run })) }
}

function clauseOf(pair: Pair, correctedP: number, all: number): ComparedClause {
  const { first, second, values, tested, untrusted } = pair
  const [one] = first
  if (!one) throw new Error('a clause without a run')
  const { objective, window } = one
  const same = isSameCount(pair)
  const apart = tested === null || liesApart(pair, tested)
  const decision = tested === null ? null : decide(tested, objective, { correctedP, apart })
  const whole = (clauses: readonly ClauseOfRun[]) =>
    medianOf(clauses.flatMap(({ observed }) => observed ?? []))
  const said = {
    objective: clauseText(objective),
    window,
    unit: unitOf(objective.indicator),
    first: whole(first),
    second: whole(second),
    basis: tested === null ? ('none' as const) : values.basis,
    values: { first: values.first.flat().length, second: values.second.flat().length },
    finding: same ? ('no-difference' as const) : (decision?.finding ?? ('too-little-data' as const)),
    ...numbersOf(tested, decision, correctedP, objective),
  }
  return {
    ...said,
    words: findingWords(said),
    detail: detailWords(said, { untrusted, clauses: all, lack: decision?.lack ?? null, same }),
  }
}

function numbersOf(
  tested: Tested | null,
  decision: Decision | null,
  correctedP: number,
  objective: ClauseOfRun['objective'],
): Numbers {
  if (tested === null || decision === null) return NO_NUMBERS
  const { scale, effect, larger, p, inflation, middle } = tested
  const bounded: Bounded = {
    estimate: effect.estimate,
    low:
      effect.low === Number.NEGATIVE_INFINITY || (scale === 'ratio' && effect.low === 0) ? null : effect.low,
    high: effect.high === Number.POSITIVE_INFINITY ? null : effect.high,
  }
  // Shares are compared as those of bad ones, and told as those that the objective is about.
  const turned = scale === 'share' && smallerIsWorse(objective)
  const seen = scale === 'ratio' ? middle * (decision.couldSee - 1) : decision.couldSee
  return {
    difference:
      scale === 'ratio'
        ? { estimate: tested.difference, low: null, high: null }
        : turned
          ? negated(bounded)
          : bounded,
    ratio: scale === 'ratio' ? bounded : null,
    larger: turned ? 1 - larger : larger,
    p,
    correctedP,
    inflation,
    couldSee: Number.isFinite(seen) ? seen : null,
  }
}

function negated({ estimate, low, high }: Bounded): Bounded {
  const minus = (value: number): number => (value === 0 ? 0 : -value)
  return {
    estimate: minus(estimate),
    low: high === null ? null : minus(high),
    high: low === null ? null : minus(low),
  }
}

/** What was left out may be what became worse. */
function overall(clauses: readonly ComparedClause[], leftOut: number): Comparison['verdict'] {
  if (clauses.some(({ finding }) => finding === 'worse')) return 'worse'
  if (clauses.length === 0 || leftOut > 0) return 'too-little-data'
  return clauses.some(({ finding }) => finding === 'too-little-data') ? 'too-little-data' : 'no-worse'
}

/** `Of 8 clauses 1 worse, 7 without a difference. 1 was left out. p95 below 150 ms in lost: worse by 31 ms.` */
function summaryOf(
  clauses: readonly ComparedClause[],
  leftOut: readonly string[],
  open: readonly StoppedRun[],
): string {
  const counts = (
    [
      ['worse', 'worse'],
      ['better', 'better'],
      ['no-difference', 'without a difference'],
      ['too-little-data', 'with too little data'],
    ] as const
  ).flatMap(([finding, words]) => {
    const count = clauses.filter((clause) => clause.finding === finding).length
    return count === 0 ? [] : [`${count} ${words}`]
  })
  if (counts.length === 0) return 'There is no clause that all runs have.'
  const worse = clauses
    .filter(({ finding }) => finding === 'worse')
    .map((clause) => `${clauseWords(clause)}: ${clause.words}.`)
  const missing =
    leftOut.length === 0 ? [] : [`${leftOut.length} ${leftOut.length === 1 ? 'was' : 'were'} left out.`]
  const stopped = open.map(
    ({ id, run }) => `${id} of the second side was ${run}: that may be what became worse.`,
  )
  return [`Of ${clauses.length} clauses ${counts.join(', ')}.`, ...missing, ...stopped, ...worse].join(' ')
}
