/** What is said of one clause. */
import { formatRatio } from '../units.ts'
import type { Clause } from '../verdict/schema.ts'
import { formatValue } from '../verdict/wording.ts'
import type { ComparedClause, Finding } from './comparison.ts'
import type { Lack } from './decide.ts'
import { neededValues } from './values.ts'

type Said = Omit<ComparedClause, 'words' | 'detail'>

export interface Wording {
  /** Why what was measured is not to be trusted, of each run that says so; empty: it is. */
  untrusted: string[]
  /** How many clauses are compared. */
  clauses: number
  /** Why what was tested is too little data; null: it is not, or was not tested. */
  lack: Lack | null
  /** Everything was counted, and in each run as many. */
  same: boolean
}

/** `worse by 31 ms`, `no difference seen`, `too little data`. */
export function findingWords({ finding, difference, unit }: Said): string {
  if (finding === 'no-difference') return 'no difference seen'
  if (finding === 'too-little-data') return 'too little data'
  const size = Math.abs(difference?.estimate ?? 0)
  return Number.isFinite(size) ? `${finding} by ${amount(size, unit)}` : `${finding} without end`
}

export function detailWords(said: Said, { untrusted, clauses, lack, same }: Wording): string {
  if (untrusted.length > 0) return `Not to be trusted: ${untrusted.join('; ')}.`
  if (same) return 'All were counted, and in each run there were as many.'
  if (said.basis === 'none') return tooFew(said, clauses)
  return [`${boundsOf(said)}.`, ...reasonOf(said, lack, clauses), basisOf(said)].join(' ')
}

function tooFew({ values, first, second, unit }: Said, clauses: number): string {
  const needed = runsNeeded(clauses)
  if (first === null || second === null) return `There is no value to compare. Needs: ${needed}.`
  const seen = `${amount(second - first, unit, true)}; `
  const { first: these, second: those } = values
  const few = these === 1 && those === 1 ? 'one value each' : `${these} and ${those} values`
  return `${seen}${few}: too little to tell chance from change. ${needed}.`
}

function runsNeeded(clauses: number): string {
  return `${neededValues(clauses)} runs a side would do (--repeat)`
}

/** Bounds of all clauses hold together in 95 % of cases. */
function boundsOf({ ratio, difference, unit }: Said): string {
  if (ratio !== null) {
    const times = (value: number | null): string => (value === null ? 'any' : short(value, 3))
    const [estimate, low, high] = [ratio.estimate, ratio.low, ratio.high].map(times)
    return `${estimate} times the first's (${low} to ${high})`
  }
  if (difference === null) return 'Not bounded'
  const { estimate, low, high } = difference
  const bound = (value: number | null): string => (value === null ? 'any' : amount(value, unit, true))
  return `${amount(estimate, unit, true)} (${bound(low)} to ${bound(high)})`
}

function reasonOf({ finding, couldSee, unit }: Said, lack: Lack | null, clauses: number): string[] {
  const visible = couldSee === null ? null : amount(couldSee, unit)
  const needs = 'Needs: longer windows, or more runs.'
  if (finding === 'no-difference') return [`Could see one of ${visible} or more.`]
  switch (lack) {
    case 'lies-among': {
      const among = 'Seconds differ, but the runs of the two sides lie among one another.'
      return [among, `${runsNeeded(clauses)}.`]
    }
    case 'not-ruled-out':
      return [`The worse of these bounds would matter. ${needs}`]
    case 'coarse':
      return visible === null
        ? [`However much worse, it would not have been seen. ${needs}`]
        : [`Could see only one of ${visible} or more. ${needs}`]
    case null:
      return []
  }
}

function basisOf({ basis, values, larger, p, correctedP, inflation, finding }: Said): string {
  const what = basis === 'runs' ? 'runs' : 'seconds'
  const counted = `${values.first} and ${values.second} ${what}`
  const worth =
    inflation !== null && inflation > 1.05
      ? ` (worth ${Math.max(1, Math.round(Math.min(values.first, values.second) / inflation))}: alike)`
      : ''
  const sure = significant(finding) && p !== null && correctedP !== null ? `, p ${short(correctedP)}` : ''
  const pairs = larger === null ? '' : `, larger in ${Math.round(larger * 100)} % of pairs`
  return `${counted}${worth}${pairs}${sure}.`
}

function significant(finding: Finding): boolean {
  return finding === 'worse' || finding === 'better'
}

/** `31 ms`, `0.4 %`; signed: `+31 ms`. */
function amount(value: number, unit: Clause['unit'], signed = false): string {
  const sign = signed ? (value < 0 ? '−' : '+') : ''
  const size = Math.abs(value)
  if (!Number.isFinite(size)) return `${sign}∞`
  if (unit === 'ratio') return `${sign}${size === 0 ? '0 %' : formatRatio(size)}`
  return `${sign}${formatValue(size, unit)}`
}

function short(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return '∞'
  return String(Number(value.toPrecision(digits)))
}
