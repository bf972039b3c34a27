import { expect, test } from 'vitest'
import { shiftOf } from '../../../src/measure/canary/hodges-lehmann.ts'

// Permeability of the human chorioamnion: Hollander & Wolfe, examples 4.1, 4.3 and 4.4.
const TERM = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
const EARLY = [1.15, 0.88, 0.9, 0.74, 1.21]

test('gives the published estimate and bounds', () => {
  const shift = shiftOf(EARLY, TERM, 0.02)
  expect(shift?.estimate).toBeCloseTo(-0.305, 10)
  expect(shift?.low).toBeCloseTo(-0.76, 10)
  expect(shift?.high).toBeCloseTo(0.15, 10)
})

test('turns its sign with its sides', () => {
  const there = shiftOf(EARLY, TERM, 0.05)
  const back = shiftOf(TERM, EARLY, 0.05)
  expect(back?.estimate).toBeCloseTo(-(there?.estimate ?? 0), 10)
  expect(back?.low).toBeCloseTo(-(there?.high ?? 0), 10)
  expect(back?.high).toBeCloseTo(-(there?.low ?? 0), 10)
})

test('one wild value moves it little', () => {
  const even = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  const wild = [...even.slice(1), 1e6]
  expect(shiftOf(even, even, 0.05)?.estimate).toBe(0)
  expect(shiftOf(wild, even, 0.05)?.estimate).toBe(1)
  expect(shiftOf(wild, even, 0.05)?.high).toBeLessThan(5)
})

test('too few values bound nothing, and none give nothing', () => {
  expect(shiftOf([3], [1, 2], 0.05)).toEqual({
    estimate: 1.5,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
  })
  expect(shiftOf([], [1], 0.05)).toBeNull()
  expect(shiftOf([1], [], 0.05)).toBeNull()
})
