import { expect, test } from 'vitest'
import { createIntervals } from '../../src/rollout/canary-intervals.ts'
import type { TrafficSample } from '../../src/rollout/rollout.ts'

const at = (startMs: number, instance = 'canary', durationMs = 10, ok = true): TrafficSample => ({
  startMs,
  durationMs,
  ok,
  instance,
})
const three = () => createIntervals(1000, { intervalMs: 3000, intervals: 3 })
const NONE = { total: 0, failed: 0, meanMs: null }

test('requests go by their start to the interval and side that they belong to', () => {
  const intervals = three()
  intervals.add([at(999), at(1000), at(3999, 'canary', 30), at(4000, 'control', 5), at(4100, 'web-1')])
  expect(intervals.seen(4500)).toEqual([
    { canary: { total: 2, failed: 0, meanMs: 20 }, control: NONE },
    { canary: NONE, control: { total: 1, failed: 0, meanMs: 5 } },
  ])
})

test('latency is that of good requests', () => {
  const intervals = three()
  intervals.add([at(1000), at(1001, 'canary', 2000, false)])
  expect(intervals.seen(2000)[0]?.canary).toEqual({ total: 2, failed: 1, meanMs: 10 })
})

test('lines that come late still count, however late, and nothing after the last interval does', () => {
  const intervals = three()
  intervals.add([at(1000)])
  intervals.add([at(1100), at(9999), at(10_000)])
  intervals.add([at(1200, 'canary', 90_000)])
  expect(intervals.seen(100_000).map(({ canary }) => canary.total)).toEqual([3, 0, 1])
})

test('an interval is seen once it has begun', () => {
  const intervals = three()
  expect([999, 1000, 3999, 4000, 99_000].map((nowMs) => intervals.seen(nowMs).length)).toEqual([
    0, 1, 1, 2, 3,
  ])
})
