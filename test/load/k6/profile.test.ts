import { expect, test } from 'vitest'
import type { LoadProfile } from '../../../src/drill/model.ts'
import { maxVusOf, peakPerSecond, scenariosOf } from '../../../src/load/k6/profile.ts'

const timing = { maxDurationMs: 90_000, requestTimeoutMs: 5000, vus: null }
const constant = (ratePerSecond: number) => ({ kind: 'constant-arrival-rate', ratePerSecond }) as const

test.each<[LoadProfile, number | null, number]>([
  [constant(100), null, 500],
  [constant(1), null, 20],
  [constant(10_000), null, 2000],
  [constant(100), 7, 7],
  [
    {
      kind: 'ramping-arrival-rate',
      startPerSecond: 100,
      stages: [{ toPerSecond: 20, durationMs: 1 }],
    },
    null,
    500,
  ],
  [{ kind: 'script' }, null, 0],
])('%j with vus %s makes %i', (profile, vus, expected) => {
  expect(maxVusOf({ ...timing, profile, vus })).toBe(expected)
})

test('a constant rate is sent from ready-made users until it is stopped', () => {
  expect(scenariosOf({ ...timing, profile: constant(200) })).toEqual({
    scenarios: {
      load: {
        executor: 'constant-arrival-rate',
        rate: 200,
        timeUnit: '1s',
        duration: '90000ms',
        preAllocatedVUs: 1000,
        maxVUs: 1000,
        gracefulStop: '0s',
      },
    },
  })
})

test.each([
  [0.5, 5, '10s'],
  [20 / 60, 20, '60s'],
  [1.005, 603, '600s'],
  [Math.PI, 3142, '1000s'],
])('%f a second is a whole rate in some unit', (perSecond, rate, timeUnit) => {
  expect(scenariosOf({ ...timing, profile: constant(perSecond) })).toMatchObject({
    scenarios: { load: { rate, timeUnit } },
  })
})

test('a ramp holds its last rate until it is stopped', () => {
  const profile = {
    kind: 'ramping-arrival-rate' as const,
    startPerSecond: 0.5,
    stages: [
      { toPerSecond: 10, durationMs: 1000 },
      { toPerSecond: 20, durationMs: 2000 },
    ],
  }
  expect(scenariosOf({ ...timing, profile })).toMatchObject({
    scenarios: {
      load: {
        startRate: 5,
        timeUnit: '10s',
        stages: [
          { target: 100, duration: '1000ms' },
          { target: 200, duration: '2000ms' },
          { target: 200, duration: '87000ms' },
        ],
      },
    },
  })
  expect(peakPerSecond(profile)).toBe(20)
})

test("the script's own load is left alone", () => {
  expect(scenariosOf({ ...timing, profile: { kind: 'script' } })).toEqual({})
})
