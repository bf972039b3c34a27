import type { ComparedClause } from './comparison.ts'

/** What a test of a clause gives. */
export type Numbers = Pick<
  ComparedClause,
  'difference' | 'ratio' | 'larger' | 'p' | 'correctedP' | 'inflation' | 'couldSee'
>

/** Of a clause that no test was made of. */
export const NO_NUMBERS: Numbers = {
  difference: null,
  ratio: null,
  larger: null,
  p: null,
  correctedP: null,
  inflation: null,
  couldSee: null,
}
