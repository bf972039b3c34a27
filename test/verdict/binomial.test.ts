import { expect, test } from 'vitest'
import { binomialCdf } from '../../src/verdict/binomial.ts'

/** By brute force in plain numbers: fine while nothing underflows. */
function brute(k: number, n: number, p: number): number {
  let sum = 0
  for (let i = 0; i <= k; i += 1) {
    let ways = 1
    for (let j = 0; j < i; j += 1) ways = (ways * (n - j)) / (j + 1)
    sum += ways * p ** i * (1 - p) ** (n - i)
  }
  return sum
}

test('it equals the sum written out', () => {
  for (const n of [1, 5, 20, 60])
    for (const p of [0.001, 0.1, 0.5, 0.9])
      for (let k = 0; k < n; k += 1) expect(binomialCdf(k, n, p)).toBeCloseTo(brute(k, n, p), 10)
})

test('it holds where plain powers underflow', () => {
  expect(binomialCdf(1000, 1_000_000, 0.001)).toBeCloseTo(0.508, 2)
  expect(binomialCdf(0, 1_000_000, 0.5)).toBe(0)
})

test('its edges are 0 and 1', () => {
  expect([
    binomialCdf(-1, 10, 0.5),
    binomialCdf(10, 10, 0.5),
    binomialCdf(3, 10, 0),
    binomialCdf(3, 10, 1),
  ]).toEqual([0, 1, 1, 0])
})
