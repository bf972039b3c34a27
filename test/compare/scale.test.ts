import { expect, test } from 'vitest'
import {
  allowedShare,
  isCounted,
  isShareAsNumber,
  leastThatMatters,
  resolutionMs,
  scaleOf,
  smallerIsWorse,
} from '../../src/compare/scale.ts'
import { objective } from '../measure/build-record.ts'

const uptime = objective({ kind: 'uptime', by: 'requests' }, { op: 'atLeast', value: 0.999 })
const errors = objective({ kind: 'errors' }, { op: 'below', value: 0.02 })
const atMost = objective({ kind: 'metric', name: 'queue', stat: 'avg' }, { op: 'atMost', value: 9 })
const atLeast = objective({ kind: 'probe', name: 'stock', stat: 'min' }, { op: 'atLeast', value: 1 })

test('times by a factor, requests by the share of bad ones, all else by the difference', () => {
  expect(scaleOf({ kind: 'recovery' })).toBe('ratio')
  expect(scaleOf(errors.indicator)).toBe('share')
  expect(scaleOf({ kind: 'uptime', by: 'time' })).toBe('difference')
  expect(scaleOf({ kind: 'deaths' })).toBe('difference')
})

test('which way is worse: by the indicator, else by the bound', () => {
  expect([uptime, errors, atMost, atLeast].map(smallerIsWorse)).toEqual([true, false, false, true])
})

test('what an objective allows', () => {
  expect(allowedShare(uptime)).toBeCloseTo(0.001, 10)
  expect(allowedShare(errors)).toBe(0.02)
  expect(
    allowedShare(objective({ kind: 'errors' }, { op: 'notWorseThan', window: 'a', tolerance: 0.1 })),
  ).toBe(0.01)
  expect(allowedShare(objective({ kind: 'errors' }, { op: 'atMost', value: 0 }))).toBeGreaterThan(0)
})

test('shares that are compared as numbers, and what matters of numbers at the least', () => {
  const byTime = objective({ kind: 'uptime', by: 'time' }, { op: 'atLeast', value: 0.999 })
  const rate = objective({ kind: 'metric', name: 'errors', stat: 'rate' }, { op: 'below', value: 0.02 })
  const calls = objective({ kind: 'metric', name: 'errors', stat: 'count' }, { op: 'below', value: 5 })
  const deaths = objective({ kind: 'deaths' }, { op: 'atMost', value: 0 })
  expect([byTime, rate, uptime, atMost, calls].map(({ indicator }) => isShareAsNumber(indicator))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
  expect([rate, calls, deaths, atMost].map(leastThatMatters)).toEqual([0.02, 1, 1, 0])
  expect(leastThatMatters(byTime)).toBeCloseTo(0.001, 10)
})

test('an instrument tells no shorter times apart than it looks', () => {
  const kinds = ['interruption', 'recovery', 'boot-time'] as const
  expect(kinds.map((kind) => resolutionMs({ kind }))).toEqual([60, 2000, 400])
  expect(resolutionMs({ kind: 'latency', percentile: 95 })).toBe(1)
})

test('what is counted, every one of it', () => {
  expect(isCounted({ kind: 'writes', wrong: 'lost' })).toBe(true)
  expect(isCounted({ kind: 'metric', name: 'sold', stat: 'count' })).toBe(false)
})
