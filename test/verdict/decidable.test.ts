import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  minimumForPercentile,
  minimumForRatio,
  provesAtLeast,
  provesAtMost,
  samplesToProve,
} from '../../src/verdict/decidable.ts'

test.each([
  [0, 2995],
  [1, 4742],
  [2, 6294],
  [3, 7752],
])('99.9 %% with %i failed is proven from %i requests on', (bad, samples) => {
  expect(samplesToProve(bad, 0.001)).toBe(samples)
  expect(provesAtMost(bad, samples, 0.001)).toBe(true)
  expect(provesAtMost(bad, samples - 1, 0.001)).toBe(false)
})

test('the fewest samples that can show a breach', () => {
  expect([0.001, 0.05, 0.1, 1].map(minimumForRatio)).toEqual([1000, 20, 10, 1])
  expect(minimumForRatio(1 - 0.999)).toBe(1000)
  expect(minimumForRatio(0)).toBe(59)
  expect([50, 95, 99].map(minimumForPercentile)).toEqual([5, 59, 299])
})

test('none at all is never proven', () => {
  expect(samplesToProve(0, 0)).toBe(Number.POSITIVE_INFINITY)
  expect(provesAtMost(0, 1_000_000, 0)).toBe(false)
})

test('no samples prove nothing', () => {
  expect([provesAtMost(0, 0, 0.1), provesAtLeast(0, 0, 0.1)]).toEqual([false, false])
})

test('more bad ones never take fewer samples, and a claim and its contrary are never both proven', () => {
  const share = fc.double({ min: 0.001, max: 0.5, noNaN: true })
  fc.assert(
    fc.property(fc.nat(50), fc.integer({ min: 1, max: 5000 }), share, (bad, samples, allowed) => {
      expect(samplesToProve(bad + 1, allowed)).toBeGreaterThan(samplesToProve(bad, allowed))
      const seen = Math.min(bad, samples)
      expect(provesAtMost(seen, samples, allowed) && provesAtLeast(seen, samples, allowed)).toBe(false)
    }),
  )
})

test('a share so small that no run has the samples for it is proven by none, and that is found at once', () => {
  for (const allowed of [1e-13, 1e-20, 1e-300, Number.MIN_VALUE])
    expect(samplesToProve(0, allowed)).toBe(Number.POSITIVE_INFINITY)
  expect(samplesToProve(0, 1e-6)).toBeLessThan(4e6)
})
