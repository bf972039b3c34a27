import { expect, test } from 'vitest'
import type { ComparedClause } from '../../src/compare/comparison.ts'
import type { Lack } from '../../src/compare/decide.ts'
import { detailWords, findingWords } from '../../src/compare/words.ts'

const said: ComparedClause = {
  objective: 'p95 below 150 ms',
  window: 'lost',
  unit: 'ms',
  first: 10,
  second: 41,
  basis: 'intervals',
  values: { first: 20, second: 20 },
  finding: 'worse',
  words: '',
  detail: '',
  difference: { estimate: 31, low: null, high: null },
  ratio: { estimate: 4.1, low: 2.2, high: 7.7 },
  larger: 0.93,
  p: 0.0001,
  correctedP: 0.0008,
  inflation: 1,
  couldSee: 12,
}
const plain = { untrusted: [], clauses: 8, lack: null, same: false }
const few = (lack: Lack, couldSee: number | null = 12) =>
  detailWords({ ...said, finding: 'too-little-data', couldSee }, { ...plain, lack })

test('findings in a few words', () => {
  expect(findingWords(said)).toBe('worse by 31 ms')
  const share = { ...said, unit: 'ratio' as const, difference: { estimate: -0.036, low: -0.04, high: -0.03 } }
  expect(findingWords(share)).toBe('worse by 3.6 %')
  expect(findingWords({ ...said, finding: 'no-difference' })).toBe('no difference seen')
  expect(
    findingWords({ ...said, difference: { estimate: Number.POSITIVE_INFINITY, low: null, high: null } }),
  ).toBe('worse without end')
})

test('and in more', () => {
  expect(detailWords(said, plain)).toBe(
    "4.1 times the first's (2.2 to 7.7). 20 and 20 seconds, larger in 93 % of pairs, p 0.0008.",
  )
  expect(detailWords({ ...said, finding: 'no-difference' }, plain)).toContain(
    'Could see one of 12 ms or more.',
  )
  expect(few('coarse')).toContain('Could see only one of 12 ms or more. Needs: longer windows, or more runs.')
  expect(few('coarse', null)).toContain(
    'However much worse, it would not have been seen. Needs: longer windows, or more runs.',
  )
  expect(detailWords({ ...said, inflation: 2.5 }, plain)).toContain('20 and 20 seconds (worth 8: alike)')
  expect(few('lies-among')).toContain(
    'the runs of the two sides lie among one another. 6 runs a side would do (--repeat).',
  )
  expect(few('not-ruled-out')).toContain(
    '(2.2 to 7.7). The worse of these bounds would matter. Needs: longer windows, or more runs.',
  )
})

test('what was counted, and is the same', () => {
  expect(detailWords(said, { ...plain, same: true })).toBe(
    'All were counted, and in each run there were as many.',
  )
})

test('what is needed, and what is not to be trusted', () => {
  const single: ComparedClause = {
    ...said,
    basis: 'none',
    values: { first: 1, second: 1 },
    finding: 'too-little-data',
  }
  expect(detailWords(single, plain)).toBe(
    '+31 ms; one value each: too little to tell chance from change. 6 runs a side would do (--repeat).',
  )
  expect(detailWords({ ...single, values: { first: 3, second: 2 } }, plain)).toContain('3 and 2 values')
  expect(detailWords({ ...single, second: null }, plain)).toMatch(
    /^There is no value to compare\. Needs: 6 runs/,
  )
  expect(detailWords(single, { ...plain, untrusted: ['run-2 (not-steady)'] })).toBe(
    'Not to be trusted: run-2 (not-steady).',
  )
})

test('what has no end has a sign, where a number would stand', () => {
  const never = Number.POSITIVE_INFINITY
  const endless = { ...said, ratio: { estimate: never, low: never, high: null } }
  expect(detailWords(endless, plain)).toMatch(/^∞ times the first's \(∞ to any\)\. /)
  const one = { ...said, basis: 'none' as const, values: { first: 1, second: 1 }, second: never }
  expect(detailWords(one, plain)).toMatch(/^\+∞; one value each: /)
})
