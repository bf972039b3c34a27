import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doubledRanks, waysToSum } from '../../src/compare/rank-sums.ts'

test('equal values share their ranks', () => {
  expect(doubledRanks([10, 30, 20, 20])).toEqual([2, 8, 5, 5])
  expect(doubledRanks([])).toEqual([])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (values) => {
      const sum = doubledRanks(values).reduce((total, rank) => total + rank, 0)
      expect(sum).toBe(values.length * (values.length + 1))
    }),
  )
})

test('every choice is counted once', () => {
  // Of 1, 2, 3, 4 two at a time: 3, 4, 5, 5, 6, 7.
  expect([...waysToSum([1, 2, 3, 4], 2)]).toEqual([0, 0, 0, 1, 1, 2, 1, 1])
  expect(waysToSum([2, 2, 2], 2)[4]).toBe(3)
})
