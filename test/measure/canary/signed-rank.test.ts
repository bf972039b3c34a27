import { expect, test } from 'vitest'
import { rankBelow } from '../../../src/measure/canary/signed-rank.ts'

// One more than the critical values of the published tables (one-sided 5 %).
test.each([
  [5, 1],
  [6, 3],
  [8, 6],
  [10, 11],
  [12, 18],
  [15, 31],
  [20, 61],
  [25, 101],
  [50, 467],
])('of %i values, the rank is %i', (n, rank) => {
  expect(rankBelow(n, 0.05)).toBe(rank)
})

test('too few values have none', () => {
  expect(rankBelow(4, 0.05)).toBe(0)
  expect(rankBelow(1, 0.05)).toBe(0)
  expect(rankBelow(0, 0.05)).toBe(0)
})

test('a stricter bound lies further out', () => {
  // P(T ≤ 5) is 10 of 512 for nine values.
  expect(rankBelow(9, 10 / 512)).toBe(6)
  expect(rankBelow(9, 10 / 512 - 1e-9)).toBe(5)
})

test('beyond 50 values the normal approximation is as good, and errs to the safe side', () => {
  // Exactly, by the same recursion in whole numbers of any size.
  for (const [n, exact] of [
    [51, 487],
    [60, 691],
    [80, 1277],
  ] as const) {
    expect(rankBelow(n, 0.05)).toBeLessThanOrEqual(exact)
    expect(rankBelow(n, 0.05)).toBeGreaterThanOrEqual(exact - 1)
  }
})
