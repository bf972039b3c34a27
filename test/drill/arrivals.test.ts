import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeForMs } from '../../src/drill/arrivals.ts'
import type { LoadProfile } from '../../src/drill/model.ts'

type RampProfile = Extract<LoadProfile, { kind: 'ramping-arrival-rate' }>
const ramp = (startPerSecond: number, ...stages: [number, number][]): RampProfile => ({
  kind: 'ramping-arrival-rate',
  startPerSecond,
  stages: stages.map(([toPerSecond, durationMs]) => ({ toPerSecond, durationMs })),
})

test('a constant rate does not depend on when', () => {
  const profile: LoadProfile = { kind: 'constant-arrival-rate', ratePerSecond: 200 }
  expect([timeForMs(profile, 2995, 0), timeForMs(profile, 2995, 9e9)]).toEqual([14_975, 14_975])
})

test('the rate of a script is not known', () => {
  expect(timeForMs({ kind: 'script' }, 1, 0)).toBeNull()
})

test('a ramp is followed from where the hold begins', () => {
  expect(timeForMs(ramp(0, [100, 10_000]), 500, 0)).toBeCloseTo(10_000)
  expect(timeForMs(ramp(0, [100, 10_000]), 125, 0)).toBeCloseTo(5000)
  expect(timeForMs(ramp(0, [100, 10_000]), 375, 5000)).toBeCloseTo(5000)
  expect(timeForMs(ramp(0, [100, 10_000]), 100, 20_000)).toBeCloseTo(1000)
  expect(timeForMs(ramp(10, [10, 1000], [20, 0]), 30, 0)).toBeCloseTo(2000)
})

test('a ramp that ends at nothing may never make enough', () => {
  expect(timeForMs(ramp(10, [0, 1000]), 5, 0)).toBeCloseTo(1000)
  expect(timeForMs(ramp(10, [0, 1000]), 6, 0)).toBeNull()
})

test('property: counting arrivals ms by ms comes to the same', () => {
  const rate = fc.integer({ min: 1, max: 50 })
  const stages = fc.array(fc.tuple(rate, fc.integer({ min: 0, max: 400 })), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(
      rate,
      stages,
      fc.integer({ min: 0, max: 1500 }),
      fc.integer({ min: 1, max: 30 }),
      (start, list, from, n) => {
        const profile = ramp(start, ...list)
        const found = timeForMs(profile, n, from)!
        expect(counted(profile, from, found)).toBeCloseTo(n, 0)
      },
    ),
    { numRuns: 60 },
  )
})

/** Arrivals in a stretch, by adding up the rate at the middle of every half millisecond. */
function counted(profile: RampProfile, fromMs: number, lengthMs: number): number {
  const stepMs = 0.5
  let sum = 0
  for (let at = fromMs; at < fromMs + lengthMs; at += stepMs)
    sum += (rateAt(profile, at + stepMs / 2) * stepMs) / 1000
  return sum
}

function rateAt(profile: RampProfile, atMs: number): number {
  let rate = profile.startPerSecond
  let start = 0
  for (const { toPerSecond, durationMs } of profile.stages) {
    if (atMs < start + durationMs) return rate + ((toPerSecond - rate) * (atMs - start)) / durationMs
    start += durationMs
    rate = toPerSecond
  }
  return rate
}
