import { expect, test } from 'vitest'
import { shiftOf } from '../../../src/measure/canary/hodges-lehmann.ts'

// Hamilton depression scale before and after a tranquilizer: Hollander & Wolfe, examples 3.1, 3.3 and 3.4.
const BEFORE = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3]
const AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
const CHANGE = AFTER.map((after, index) => after - BEFORE[index]!)

test('gives the published estimate and bounds', () => {
  const shift = shiftOf(CHANGE, 0.02)
  expect(shift?.estimate).toBeCloseTo(-0.46, 10)
  expect(shift?.low).toBeCloseTo(-0.786, 10)
  expect(shift?.high).toBeCloseTo(-0.01, 10)
})

test('turns its sign with its sides', () => {
  const there = shiftOf(CHANGE, 0.05)
  const back = shiftOf(
    CHANGE.map((each) => -each),
    0.05,
  )
  expect(back?.estimate).toBeCloseTo(-(there?.estimate ?? 0), 10)
  expect(back?.low).toBeCloseTo(-(there?.high ?? 0), 10)
  expect(back?.high).toBeCloseTo(-(there?.low ?? 0), 10)
})

test('one wild pair moves it little', () => {
  const even = [-4.5, -3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 4.5]
  const wild = [...even.slice(1), 1e6]
  expect(shiftOf(even, 0.05)?.estimate).toBe(0)
  expect(shiftOf(wild, 0.05)?.estimate).toBeLessThan(1.5)
  expect(shiftOf(wild, 0.05)?.high).toBeLessThan(5)
})

test('too few pairs bound nothing, and none give nothing', () => {
  expect(shiftOf([3, 1], 0.05)).toEqual({
    estimate: 2,
    low: Number.NEGATIVE_INFINITY,
    high: Number.POSITIVE_INFINITY,
  })
  expect(shiftOf([], 0.05)).toBeNull()
})
