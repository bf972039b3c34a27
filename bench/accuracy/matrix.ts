/** What was true against what was said. */
import type { Truth } from './cases.ts'
import type { Said } from './said.ts'

export interface Judged {
  tool: string
  drill: string
  case: string
  truth: Truth
  said: Said
  why: string
}

export type Matrix = Record<Truth, Record<Said, number>>

export const TRUTHS: readonly Truth[] = ['good', 'bad', 'unproven']
export const SAYINGS: readonly Said[] = ['pass', 'fail', 'inconclusive']

export function matrixOf(judged: readonly Judged[]): Matrix {
  const count = (truth: Truth, said: Said): number =>
    judged.filter((one) => one.truth === truth && one.said === said).length
  const row = (truth: Truth) => ({
    pass: count(truth, 'pass'),
    fail: count(truth, 'fail'),
    inconclusive: count(truth, 'inconclusive'),
  })
  return { good: row('good'), bad: row('bad'), unproven: row('unproven') }
}

/**
 * `false green`: called good what is broken or was not tried; `false red`: called broken what is well, or blamed the app
 * for what the run did not show; `undecided`: left open what was there to be seen.
 */
export type Grade = 'right' | 'false green' | 'false red' | 'undecided'

export function gradeOf({ truth, said }: Pick<Judged, 'truth' | 'said'>): Grade {
  if (truth === 'unproven')
    return said === 'inconclusive' ? 'right' : said === 'pass' ? 'false green' : 'false red'
  if (said === 'inconclusive') return 'undecided'
  if (truth === 'good') return said === 'pass' ? 'right' : 'false red'
  return said === 'fail' ? 'right' : 'false green'
}
