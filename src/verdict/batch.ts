import { shareBounds } from '../measure/confidence.ts'
import { BATCH_FORMAT, type Batch, type RunOfBatch } from './batch-schema.ts'
import type { Clause, Verdict, VerdictValue } from './schema.ts'
import { clauseWords } from './steady.ts'

export interface BatchInput {
  drill: string
  /** How many runs were asked for. */
  asked: number
  /** Of those that were made, in their order. */
  verdicts: readonly Verdict[]
  exitCode: number
}

/** One verdict over runs of one drill: all that were asked for must have been made, and have passed. */
export function batchOf({ drill, asked, verdicts, exitCode }: BatchInput): Batch {
  const runs = verdicts.map(runOf)
  const failed = runs.filter(({ verdict }) => verdict !== 'pass').length
  const missed = shareBounds(failed, runs.length)
  const verdict = overall(runs, asked)
  const flaky = has(runs, 'pass') && has(runs, 'fail')
  return {
    format: BATCH_FORMAT,
    drill,
    verdict,
    exitCode,
    summary: summaryOf(runs, asked, flaky),
    asked,
    flaky,
    passShare: runs.length === 0 ? { low: 0, high: 1 } : { low: 1 - missed.high, high: 1 - missed.low },
    runs,
  }
}

function overall(runs: readonly RunOfBatch[], asked: number): VerdictValue {
  if (has(runs, 'fail')) return 'fail'
  return runs.length < asked || has(runs, 'inconclusive') ? 'inconclusive' : 'pass'
}

function has(runs: readonly RunOfBatch[], wanted: VerdictValue): boolean {
  return runs.some(({ verdict }) => verdict === wanted)
}

function runOf({ id, verdict, run, cleanup, exitCode, seed, clauses }: Verdict): RunOfBatch {
  const those = (wanted: VerdictValue) => clauses.filter((clause) => clause.verdict === wanted).map(shortened)
  return {
    id,
    verdict,
    run,
    cleanup,
    exitCode,
    seed,
    failed: those('fail'),
    undecided: those('inconclusive'),
  }
}

function shortened({ id, objective, window }: Clause): RunOfBatch['failed'][number] {
  return { id, objective, window }
}

/** `Flaky: 3 of 5 passed. p95 below 150 ms in lost failed twice (runs 2 and 4).` */
function summaryOf(runs: readonly RunOfBatch[], asked: number, flaky: boolean): string {
  const passed = runs.filter(({ verdict }) => verdict === 'pass').length
  const made = runs.length < asked ? [`Only ${runs.length} of ${asked} runs were made.`] : []
  const open = runs.filter(({ verdict }) => verdict === 'inconclusive').length
  const also = open > 0 && has(runs, 'fail') ? `, ${open} ${open === 1 ? 'was' : 'were'} not decided` : ''
  const counted = `${flaky ? 'Flaky: ' : ''}${passed} of ${runs.length} passed${also}.`
  const failed = listed(clausesOf(runs, 'failed'), 'failed')
  const undecided = listed(clausesOf(runs, 'undecided'), 'was not decided')
  return [...made, counted, ...(failed.length > 0 ? failed : undecided)].join(' ')
}

/** The rest stands in each run's own report. */
const LISTED = 4

function listed(clauses: readonly CountedClause[], what: string): string[] {
  const rest = clauses.length - LISTED
  const told = clauses.slice(0, LISTED).map((one) => `${clauseWords(one)} ${what} ${timesOf(one.runs)}.`)
  return rest > 0 ? [...told, `And ${rest} more ${rest === 1 ? 'clause' : 'clauses'}.`] : told
}

interface CountedClause {
  objective: string
  window: string
  /** Numbers of the runs, from 1. */
  runs: number[]
}

/** The clauses that did so in most runs first; alike ones in their own order. */
function clausesOf(runs: readonly RunOfBatch[], which: 'failed' | 'undecided'): CountedClause[] {
  const counted = new Map<string, CountedClause>()
  runs.forEach((run, index) => {
    for (const { id, objective, window } of run[which]) {
      const one = counted.get(id) ?? { objective, window, runs: [] }
      one.runs.push(index + 1)
      counted.set(id, one)
    }
  })
  return [...counted.values()].sort((a, b) => b.runs.length - a.runs.length)
}

function timesOf(runs: readonly number[]): string {
  const [only, second] = runs
  if (second === undefined) return `once (run ${only})`
  const last = runs.at(-1)
  const times = runs.length === 2 ? 'twice' : `${runs.length} times`
  return `${times} (runs ${runs.slice(0, -1).join(', ')} and ${last})`
}
