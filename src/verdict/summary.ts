/** The verdict in one sentence. */
import type { FaultSeen, Measurements, Window } from '../measure/measurements.ts'
import { formatMs, formatRatio } from '../units.ts'
import type { Breach } from './diagnosis/scene.ts'
import { type RunEnding, shortReason } from './ending.ts'
import type { Clause, VerdictValue } from './schema.ts'
import { STEADY_AFTER } from './steady.ts'
import { storyOf } from './story.ts'
import { counted, formatCount } from './wording.ts'

export interface SummaryInput {
  verdict: VerdictValue
  clauses: readonly Clause[]
  /** Of the clauses that failed, the one that broke first in time; null: none failed. */
  first: Breach | null
  ending: RunEnding
  measurements: Measurements
}

const DONE: Readonly<Record<string, string>> = {
  kill: 'killed',
  pause: 'paused',
  disconnect: 'cut off',
  squeeze: 'squeezed',
  fill: 'filled up',
  crash: 'crashed',
  loss: 'taken away',
  'slow-link': 'made slow to reach',
  'cut-link': 'cut from the app',
  'flaky-link': 'made hard to reach',
}

/** A fault that comes so soon begins its window: to read who is hit takes some of it. */
const BEGINS_MS = 1000

/** Names the clause that broke first in time. */
export function summaryOf(input: SummaryInput): string {
  // A pass that has to be cleaned up after does not read like one that has not.
  const dirty = input.ending.cleanup === 'dirty' ? ' Not clean: something was left behind.' : ''
  return `${judgedWords(input)}${dirty}`
}

function judgedWords(input: SummaryInput): string {
  const { verdict, clauses, first, ending } = input
  const stopped = ending.run === 'completed' ? '' : ` The run was ${ending.run}${because(ending.reason)}.`
  if (verdict === 'fail') {
    const story = storyOf(input.measurements)
    const told = story === '' ? '' : ` ${story}.`
    return `Failed: ${first ? brokenWords(first, input.measurements) : ''}${told}${stopped}`
  }
  if (verdict === 'pass') return `Passed: ${passWords(input)}`
  const open = firstUndecided(clauses)
  if (stopped !== '' && clauses.every(isUnreached)) return `Inconclusive: nothing was judged.${stopped}`
  const where = open?.objective === STEADY_AFTER ? '' : ` in ${open?.window}`
  // Why it was cut short, or not reached, is how the run ended.
  if (open && isUnreached(open) && stopped !== '') return `Inconclusive (${open.reason})${where}.${stopped}`
  if (open) return `Inconclusive (${open.reason})${where}: ${open.message}${stopped}`
  if (clauses.length === 0) return `Inconclusive: no clause was judged.${stopped}`
  return `Inconclusive (not-reached):${stopped}`
}

/** The first of the list that could not be decided; null: all are. */
export function firstUndecided(clauses: readonly Clause[]): Clause | null {
  return clauses.find(({ verdict }) => verdict === 'inconclusive') ?? null
}

/** `4.1 % of 248 requests failed in the 6.2 s after web-1 was killed; uptime at least 99.9 % is required.` */
function brokenWords({ clause, atMs }: Breach, { windows, faults }: Measurements): string {
  // It is of no window: it says itself when it was looked.
  if (clause.objective === STEADY_AFTER) return lowerFirst(clause.message)
  if (clause.indicator === 'finding') return `in ${clause.window}, ${lowerFirst(clause.message)}`
  const window = windows.find(({ name }) => name === clause.window)
  const here = faults.filter((each) => each.window === clause.window && each.instantMs !== null)
  const where = window
    ? (afterFault(window, here, atMs) ?? aroundFaults(window, here))
    : ` in ${clause.window}`
  if (clause.indicator === 'uptime' && clause.bad !== null) {
    const share = formatRatio(clause.bad / Math.max(1, clause.samples))
    return `${share} of ${counted(clause.samples, 'request')} failed${where}; ${clause.objective} is required.`
  }
  const [seen = '', ...rest] = clause.message.split('; ')
  if (rest.length === 0) return clause.message.replace(/\.$/, `${where}.`)
  return `${seen}${where}; ${rest.join('; ')}`
}

/**
 * ` in the 29 s after web-1 was killed`; null: the window does not begin with a fault, or was broken before it. What is
 * counted is the whole window's.
 */
function afterFault(window: Window, faults: readonly FaultSeen[], brokeMs: number | null): string | null {
  const [first] = faults
  const instantMs = first?.instantMs ?? null
  if (!first || instantMs === null || instantMs - window.startMs > BEGINS_MS) return null
  if (brokeMs !== null && brokeMs < instantMs) return null
  return ` in the ${formatMs(Math.max(0, window.endMs - instantMs))} after ${doneWords(first)}`
}

/** ` in deploy, in which web-2 was killed` */
function aroundFaults({ name }: Window, faults: readonly FaultSeen[]): string {
  const done = [...new Set(faults.map(doneWords))].join(' and ')
  return done === '' ? ` in ${name}` : ` in ${name}, in which ${done}`
}

/** What a fault did to its victim: `web-1 was killed`. */
export function doneWords({ fault, victim }: Pick<FaultSeen, 'fault' | 'victim'>): string {
  return `${victim} was ${DONE[fault] ?? `hit by ${fault}`}`
}

function passWords({ clauses, measurements }: SummaryInput): string {
  const proven = clauses.filter(({ strength }) => strength === 'proven').length
  const all =
    clauses.length === 1 ? 'the one clause holds' : `all ${formatCount(clauses.length)} clauses hold`
  const faults = measurements.faults.map(doneWords)
  const after = faults.length === 0 ? '' : ` after ${faults.join(' and ')}`
  const story = storyOf(measurements)
  const told = story === '' ? '' : `${story}; `
  if (proven === clauses.length) return `${told}${all}${after}, each with 95 % confidence.`
  const weakest = clauses.find(({ strength, needed }) => strength === 'observed' && needed !== null)
  const sure = `${formatCount(proven)} of them with 95 % confidence`
  const observed = weakest ? `; in ${weakest.window} ${lowerFirst(weakest.needed ?? '')}` : '.'
  return `${told}${all}${after}, ${sure}${observed}`
}

/** It says nothing but that the run had ended before. */
export function isUnreached({ reason }: Pick<Clause, 'reason'>): boolean {
  return reason === 'not-reached'
}

function because(reason: string): string {
  return reason ? `: ${shortReason(reason)}` : ''
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
