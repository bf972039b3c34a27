import { describe, expect, test } from 'vitest'
import { ownLoadOf } from '../../../src/load/k6/own-load.ts'

const steady = (rate: number, more = {}) => ({
  executor: 'constant-arrival-rate',
  rate,
  duration: '1m0s',
  ...more,
})
const ramp = (stages: [number, string][], more = {}) => ({
  executor: 'ramping-arrival-rate',
  stages: stages.map(([target, duration]) => ({ target, duration })),
  ...more,
})
const of = (scenarios: Record<string, object>) =>
  ownLoadOf({ scenarios: structuredClone(scenarios) as never })

test('as k6 prints it, with what was not given as null', () => {
  const printed = { startTime: null, gracefulStop: null, timeUnit: null, maxVUs: null }
  expect(of({ shop: steady(20, printed) })).toEqual({
    lastsMs: 60_000,
    peakPerSecond: 20,
    withoutRate: [],
    mostRequestsPerSecond: null,
  })
  expect([ownLoadOf({}), ownLoadOf({ scenarios: null }), ownLoadOf({ scenarios: {} })]).toEqual([
    null,
    null,
    null,
  ])
})

describe('how long it lasts', () => {
  test.each<[string, Record<string, object>, number]>([
    ['until the last scenario has ended', { a: steady(1), b: steady(1, { startTime: '45s' }) }, 105_000],
    [
      'all stages',
      {
        a: ramp(
          [
            [5, '10s'],
            [5, '1m30s'],
          ],
          { startTime: '500ms' },
        ),
      },
      100_500,
    ],
    ['of VUs too', { a: { executor: 'ramping-vus', stages: [{ target: 3, duration: '10s' }] } }, 10_000],
    ['constantly', { a: { executor: 'constant-vus', vus: 3, duration: '1h0m5s' } }, 3_605_000],
    [
      'so many iterations: at most as long as they may',
      { a: { executor: 'shared-iterations', maxDuration: '20s' } },
      20_000,
    ],
    [
      'or as k6 lets them',
      { a: { executor: 'per-vu-iterations', maxDuration: null, startTime: '5s' } },
      605_000,
    ],
  ])('%s', (_what, scenarios, lastsMs) => {
    expect(of(scenarios)?.lastsMs).toBe(lastsMs)
  })
})

describe('the most that is due at once', () => {
  test.each<[string, Record<string, object>, number]>([
    ['by its time unit', { a: steady(600, { timeUnit: '1m0s' }) }, 10],
    ['of several at once', { a: steady(20), b: steady(30) }, 50],
    ['not of one after the other', { a: steady(20), b: steady(30, { startTime: '1m0s' }) }, 30],
    ['of one into the other', { a: steady(20), b: steady(30, { startTime: '59s' }) }, 50],
    [
      'of a ramp',
      {
        a: ramp(
          [
            [40, '10s'],
            [10, '10s'],
          ],
          { startRate: 5 },
        ),
      },
      40,
    ],
    ['of its start', { a: ramp([[10, '10s']], { startRate: 50 }) }, 50],
    [
      'of a ramp that meets another',
      {
        a: ramp([
          [40, '10s'],
          [0, '10s'],
        ]),
        b: ramp([
          [0, '10s'],
          [40, '10s'],
        ]),
      },
      40,
    ],
    [
      'after a jump',
      {
        a: ramp([
          [1, '10s'],
          [80, '0s'],
          [80, '5s'],
        ]),
      },
      80,
    ],
    ['of a ramp by its time unit', { a: ramp([[1200, '10s']], { timeUnit: '1m0s' }) }, 20],
  ])('%s', (_what, scenarios, peakPerSecond) => {
    expect(of(scenarios)?.peakPerSecond).toBe(peakPerSecond)
  })
})

test('what keeps no rate is named', () => {
  const vus = { executor: 'constant-vus', vus: 50, duration: '10s' }
  expect(of({ a: vus, b: steady(5), c: { executor: 'shared-iterations', vus: 1 } })).toMatchObject({
    withoutRate: ['a', 'c'],
    peakPerSecond: 5,
  })
})

test('`rps` is the most that k6 makes', () => {
  expect(ownLoadOf({ scenarios: { a: steady(5) }, rps: 20 })?.mostRequestsPerSecond).toBe(20)
  expect(ownLoadOf({ scenarios: { a: steady(5) }, rps: 0 })?.mostRequestsPerSecond).toBeNull()
})
