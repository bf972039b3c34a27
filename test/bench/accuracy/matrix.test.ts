/** Right and wrong, by what was true. */
import { expect, test } from 'vitest'
import type { Truth } from '../../../bench/accuracy/cases.ts'
import { gradeOf, type Judged, matrixOf } from '../../../bench/accuracy/matrix.ts'
import type { Said } from '../../../bench/accuracy/said.ts'

test.each<[Truth, Said, string]>([
  ['good', 'pass', 'right'],
  ['good', 'fail', 'false red'],
  ['good', 'inconclusive', 'undecided'],
  ['bad', 'pass', 'false green'],
  ['bad', 'fail', 'right'],
  ['bad', 'inconclusive', 'undecided'],
  ['unproven', 'pass', 'false green'],
  ['unproven', 'fail', 'false red'],
  ['unproven', 'inconclusive', 'right'],
])('%s, said %s: %s', (truth, said, grade) => {
  expect(gradeOf({ truth, said })).toBe(grade)
})

test('each trial is counted once, in its cell', () => {
  const trial = (truth: Truth, said: Said): Judged => ({
    tool: 'k6',
    drill: 'kill-node',
    case: 'x',
    truth,
    said,
    why: '',
  })
  const judged = [trial('good', 'pass'), trial('good', 'pass'), trial('bad', 'pass'), trial('bad', 'fail')]
  expect(matrixOf(judged)).toEqual({
    good: { pass: 2, fail: 0, inconclusive: 0 },
    bad: { pass: 1, fail: 1, inconclusive: 0 },
    unproven: { pass: 0, fail: 0, inconclusive: 0 },
  })
})
