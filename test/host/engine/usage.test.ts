import { expect, it } from 'vitest'
import { usageOf } from '../../../src/host/engine/usage.ts'

type Stats = Parameters<typeof usageOf>[0]

const MACHINE = 8e9

function stats(limit: number, throttled?: number): Stats {
  const data = throttled === undefined ? undefined : { throttled_time: throttled }
  return { memory_stats: { usage: 5e6, limit }, cpu_stats: { throttling_data: data } } as unknown as Stats
}

it('reads what is used and in force, and how long it was held back', () => {
  expect(usageOf(stats(64e6, 250_000_000), MACHINE)).toEqual({
    memoryBytes: 5e6,
    memoryLimitBytes: 64e6,
    throttledMs: 250,
  })
})

it('takes all that the machine has, and more, for no limit', () => {
  for (const limit of [MACHINE, 2 ** 63]) expect(usageOf(stats(limit), MACHINE).memoryLimitBytes).toBe(0)
})

it('says where an engine does not tell', () => {
  expect(usageOf(stats(64e6), MACHINE).throttledMs).toBeNull()
  expect(usageOf({ memory_stats: {}, cpu_stats: {} } as unknown as Stats, MACHINE)).toEqual({
    memoryBytes: 0,
    memoryLimitBytes: 0,
    throttledMs: null,
  })
})
