import { expect, test } from 'vitest'
import type { ClauseOfRun } from '../../src/compare/side.ts'
import { canShow, neededValues, valuesOf, wholes } from '../../src/compare/values.ts'
import { p95Below150, uptimeThreeNines } from '../measure/build-record.ts'

const clause = (observed: number | null, values: number[] | null, objective = p95Below150): ClauseOfRun => ({
  objective,
  window: 'calm',
  observed,
  values,
  blocks: null,
  bad: null,
  samples: 100,
  untrusted: null,
})
const seconds = (count: number) => Array.from({ length: count }, (_, k) => k + 1)
const many = (count: number) => Array.from({ length: count }, () => clause(5, seconds(10)))

test('how many values a side show anything, beside other tests', () => {
  expect([1, 8, 40].map(neededValues)).toEqual([4, 6, 7])
  expect(canShow(3, 3, 1)).toBe(false)
  expect(canShow(0, 9, 1)).toBe(false)
})

test('whole runs where there are enough, else seconds, else none', () => {
  expect(valuesOf(many(4), many(4), 1)).toMatchObject({ basis: 'runs', first: [[5, 5, 5, 5]] })
  expect(valuesOf(many(4), many(4), 8)).toMatchObject({ basis: 'intervals' })
  expect(valuesOf(many(2), many(2), 1).first).toEqual([seconds(10), seconds(10)])
  const single = [clause(5, null)]
  expect(valuesOf(single, single, 1)).toMatchObject({ basis: 'none', first: [[5]], second: [[5]] })
})

test('a run without a value has none to compare; shares are those of bad ones', () => {
  expect(wholes([clause(null, null), clause(Number.NaN, null), clause(7, null)])).toEqual([7])
  expect(wholes([clause(0.75, null, uptimeThreeNines)])).toEqual([0.25])
})
