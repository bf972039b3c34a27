import { expect, test } from 'vitest'
import { rankBelow } from '../../../src/measure/canary/mann-whitney.ts'

// One more than the critical values of the published tables (one-sided 5 %), and the same by scipy 1.17.
test.each([
  [5, 5, 5],
  [8, 8, 16],
  [10, 10, 28],
  [10, 5, 12],
  [5, 10, 12],
  [12, 12, 43],
  [15, 15, 73],
  [10, 20, 63],
])('of %i against %i values, the rank is %i', (m, n, rank) => {
  expect(rankBelow(m, n, 0.05)).toBe(rank)
})

test('samples that are too small have none', () => {
  expect(rankBelow(2, 2, 0.05)).toBe(0)
  expect(rankBelow(3, 3, 0.05)).toBe(1)
  expect(rankBelow(1, 1, 0.05)).toBe(0)
})

test('a stricter bound lies further out', () => {
  // Hollander & Wolfe: P(U ≤ 8) is 0.020 for 10 against 5.
  expect(rankBelow(10, 5, 0.02)).toBe(9)
  expect(rankBelow(10, 5, 0.0199)).toBe(8)
})

test('beyond 2,500 pairs the normal approximation is as good, and errs to the safe side', () => {
  // By scipy, exactly: 1,486 and 1,033; and 1,011 where it is still worked out exactly.
  for (const [m, n, exact] of [
    [60, 60, 1486],
    [51, 50, 1033],
  ] as const) {
    expect(rankBelow(m, n, 0.05)).toBeLessThanOrEqual(exact)
    expect(rankBelow(m, n, 0.05)).toBeGreaterThanOrEqual(exact - 1)
  }
  expect(rankBelow(50, 50, 0.05)).toBe(1011)
})
