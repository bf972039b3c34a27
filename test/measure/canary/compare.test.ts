import { describe, expect, test } from 'vitest'
import {
  type CanaryDecision,
  type ComparedInterval,
  compareCanary,
} from '../../../src/measure/canary/compare.ts'
import { shiftOf } from '../../../src/measure/canary/hodges-lehmann.ts'
import { differenceOf } from '../../../src/measure/canary/newcombe.ts'
import { type MadeSide, madeIntervals } from './made-traffic.ts'

const LIMITS = { intervals: 10, minRequests: 30, latencyRatio: 1.25, errorMargin: 0.01 }
const TRIALS = 150

function shareOf(
  decision: CanaryDecision,
  canary: Partial<MadeSide>,
  control: Partial<MadeSide> = {},
  unrest = 0,
): number {
  let count = 0
  for (let seed = 0; seed < TRIALS; seed++)
    if (compareCanary(madeIntervals(seed, canary, control, { unrest }), LIMITS).decision === decision)
      count += 1
  return count / TRIALS
}

describe('of made canaries', () => {
  test('a good one is promoted in at least 95 % of cases', () => {
    expect(shareOf('promote', {})).toBeGreaterThanOrEqual(0.95)
  })

  test('what the machine does to both sides alike decides nothing', () => {
    expect(shareOf('promote', {}, {}, 0.4)).toBeGreaterThanOrEqual(0.95)
    expect(shareOf('roll-back', { times: 1.6 }, {}, 0.4)).toBeGreaterThanOrEqual(0.95)
  })

  test('one that is 1.6 times as slow is rolled back', () => {
    expect(shareOf('roll-back', { times: 1.6 })).toBeGreaterThanOrEqual(0.95)
  })

  test('one that is slow for a few users only is rolled back', () => {
    expect(shareOf('roll-back', { slow: { share: 0.2, byMs: 400 } })).toBeGreaterThanOrEqual(0.95)
    expect(shareOf('roll-back', { slow: { share: 0.04, byMs: 400 } })).toBeGreaterThanOrEqual(0.95)
  })

  test('one that fails 5 % of requests is rolled back', () => {
    expect(shareOf('roll-back', { failing: 0.05 })).toBeGreaterThanOrEqual(0.95)
  })

  test('one that is just as bad as is allowed is promoted in at most 5 % of cases', () => {
    // Three standard errors of 150 trials above.
    expect(shareOf('promote', { times: 1.25 })).toBeLessThan(0.05 + 0.054)
    expect(shareOf('roll-back', { times: 1.25 })).toBeLessThan(0.05 + 0.054)
  })

  test('with too little traffic none is promoted, good or bad', () => {
    expect(shareOf('inconclusive', { rate: 4 }, { rate: 4 })).toBe(1)
    expect(shareOf('inconclusive', { rate: 4, times: 3 }, { rate: 4 })).toBe(1)
    expect(shareOf('inconclusive', {}, { rate: 4 })).toBe(1)
  })
})

describe('a comparison', () => {
  const even: ComparedInterval = {
    canary: { total: 100, failed: 0, meanMs: 10 },
    control: { total: 100, failed: 0, meanMs: 10 },
  }
  const times = (count: number, interval: ComparedInterval = even) =>
    Array.from({ length: count }, () => interval)

  test('says what it rests on', () => {
    const { why, latency, errors, usable } = compareCanary(times(10), LIMITS)
    expect(latency).toEqual({ ratio: 1, low: 1, high: 1 })
    expect(errors?.canary).toEqual({ failed: 0, total: 1000 })
    expect(usable).toBe(10)
    expect(why).toContain("latency 1.00 times the control's (1.00 to 1.00), allowed below 1.25")
    expect(why).toContain("0 of 1000 failed, 0 of 1000 of the control's")
  })

  test('needs ten intervals, or as many as are asked for, with enough requests on both sides', () => {
    expect(compareCanary(times(10), LIMITS).decision).toBe('promote')
    expect(compareCanary(times(9), LIMITS)).toMatchObject({ decision: 'inconclusive', usable: 9 })
    expect(compareCanary(times(9), { ...LIMITS, intervals: 3 }).decision).toBe('inconclusive')
    expect(compareCanary(times(10), { ...LIMITS, intervals: 11 }).decision).toBe('inconclusive')
    const thin = { ...even, control: { ...even.control, total: 29 } }
    expect(compareCanary([...times(9), thin], LIMITS)).toMatchObject({
      decision: 'inconclusive',
      why: '9 of 10 intervals had 30 requests on both sides; 10 are needed',
    })
    expect(compareCanary([...times(10), thin], LIMITS).decision).toBe('promote')
  })

  test('an interval without a good request has no latency', () => {
    const dead = { ...even, canary: { total: 100, failed: 100, meanMs: null } }
    expect(compareCanary([...times(9), dead], LIMITS)).toMatchObject({ decision: 'inconclusive', usable: 9 })
  })

  test('failures roll back however quick the canary is', () => {
    const failing = { ...even, canary: { total: 100, failed: 5, meanMs: 5 } }
    const seen = compareCanary(times(10, failing), LIMITS)
    expect(seen.decision).toBe('roll-back')
    expect(seen.errors?.low).toBeGreaterThan(0.01)
  })

  test('failures count also where there is too little to compare by latency', () => {
    const dead = { ...even, canary: { total: 20, failed: 20, meanMs: null } }
    const seen = compareCanary([...times(10), ...times(2, dead)], LIMITS)
    expect(seen.errors?.canary).toEqual({ failed: 40, total: 1040 })
    expect(seen.decision).toBe('roll-back')
  })

  test('just as many requests as are asked for are enough', () => {
    const least = {
      canary: { total: 30, failed: 0, meanMs: 10 },
      control: { total: 30, failed: 0, meanMs: 10 },
    }
    expect(compareCanary(times(10, least), LIMITS).usable).toBe(10)
  })

  test('what is quicker than a clock can tell is compared all the same', () => {
    const quick = {
      canary: { total: 100, failed: 0, meanMs: 0 },
      control: { total: 100, failed: 0, meanMs: 0 },
    }
    expect(compareCanary(times(10, quick), LIMITS)).toMatchObject({
      decision: 'promote',
      latency: { ratio: 1 },
    })
  })

  test('each bound is wrong in at most 5 % of cases', () => {
    const means = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]
    const made = means.map((meanMs, k) => ({
      canary: { total: 100, failed: 2, meanMs },
      control: { total: 100, failed: 1, meanMs: means[(5 * k) % 12]! },
    }))
    const { latency, errors } = compareCanary(made, LIMITS)
    const shift = shiftOf(
      made.map(({ canary, control }) => Math.log(canary.meanMs) - Math.log(control.meanMs)),
      0.05,
    )
    expect(Math.log(latency!.low)).toBeCloseTo(shift!.low, 10)
    expect(Math.log(latency!.high)).toBeCloseTo(shift!.high, 10)
    const difference = differenceOf({ failed: 24, total: 1200 }, { failed: 12, total: 1200 }, 1.6449)
    expect(errors).toMatchObject({ low: difference!.low, high: difference!.high })
  })

  test('an open question is not promoted', () => {
    const few = { ...even, canary: { total: 100, failed: 1, meanMs: 10 } }
    expect(compareCanary(times(10, few), LIMITS).decision).toBe('inconclusive')
  })

  test('nothing seen is inconclusive', () => {
    expect(compareCanary([], LIMITS)).toMatchObject({ decision: 'inconclusive', latency: null, errors: null })
  })
})
