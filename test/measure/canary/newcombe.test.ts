import { expect, test } from 'vitest'
import { differenceOf, type Share } from '../../../src/measure/canary/newcombe.ts'

const share = (failed: number, total: number): Share => ({ failed, total })

// Newcombe 1998, table II, method 10 (both sides together 95 %).
test.each([
  [share(56, 70), share(48, 80), 0.0524, 0.3339],
  [share(9, 10), share(3, 10), 0.1705, 0.809],
  [share(6, 7), share(2, 7), 0.0582, 0.8062],
  [share(5, 56), share(0, 29), -0.0381, 0.1926],
  [share(0, 10), share(0, 20), -0.1611, 0.2775],
  [share(10, 10), share(0, 20), 0.6791, 1],
])('%j against %j', (first, second, low, high) => {
  const seen = differenceOf(first, second, 1.959964)
  expect(seen?.low).toBeCloseTo(low, 4)
  expect(seen?.high).toBeCloseTo(high, 4)
  expect(seen?.difference).toBeCloseTo(first.failed / first.total - second.failed / second.total, 10)
})

test('no requests give nothing', () => {
  expect(differenceOf(share(0, 0), share(1, 2), 1.64)).toBeNull()
  expect(differenceOf(share(1, 2), share(0, 0), 1.64)).toBeNull()
})
