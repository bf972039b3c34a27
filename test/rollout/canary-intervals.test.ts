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
  intervals.update(
    [at(999), at(1000), at(3999, 'canary', 30), at(4000, 'control', 5), at(4100, 'web-1')],
    4500,
  )
  expect(intervals.seen()).toEqual([
    { canary: { total: 2, failed: 0, meanMs: 20 }, control: NONE },
    { canary: NONE, control: { total: 1, failed: 0, meanMs: 5 } },
  ])
})

test('latency is that of good requests', () => {
  const intervals = three()
  intervals.update([at(1000), at(1001, 'canary', 2000, false)], 2000)
  expect(intervals.seen()[0]?.canary).toEqual({ total: 2, failed: 1, meanMs: 10 })
})

test('lines that come late still count, and nothing after the last interval does', () => {
  const intervals = three()
  intervals.update([at(1000)], 4000)
  intervals.update([at(1000), at(1100), at(10_000)], 11_000)
  expect(intervals.seen().map(({ canary }) => canary.total)).toEqual([2, 0, 0])
})

test('what the log has forgotten stays as it was seen', () => {
  const intervals = three()
  intervals.update([at(1000), at(5000)], 9000)
  intervals.update([], 57_000)
  expect(intervals.seen().map(({ canary }) => canary.total)).toEqual([1, 0, 0])
})
