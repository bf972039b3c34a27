import { expect, it } from 'vitest'
import { statOf } from '../../../src/measure/indicators/stat.ts'

it.each([
  ['avg', 2],
  ['min', 0],
  ['max', 5],
  ['med', 1],
  ['p(75)', 2],
  ['p(99.9)', 5],
  ['count', 4],
  ['sum', 8],
  ['rate', 0.75],
  ['perSecond', 4],
])('%s of 0, 1, 2 and 5 in two seconds is %d', (stat, value) => {
  expect(statOf(stat, [5, 0, 2, 1], 2)).toBe(value)
})

it('is null for what it does not know, or cannot know', () => {
  expect([
    statOf('mode', [1], 1),
    statOf('p(101)', [1], 1),
    statOf('avg', [], 1),
    statOf('max', [], 1),
  ]).toEqual(Array(4).fill(null))
  expect([statOf('count', [], 1), statOf('sum', [], 1), statOf('perSecond', [], 1)]).toEqual([0, 0, 0])
})
