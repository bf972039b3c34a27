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
    memoryBytes: null,
    memoryLimitBytes: null,
    throttledMs: null,
  })
})

it.each([
  ['cgroup v2', { inactive_file: 4e6, active_file: 5e5 }, 1e6],
  ['cgroup v1', { inactive_file: 1, total_inactive_file: 4e6 }, 1e6],
  ['more than all, read a moment later', { inactive_file: 6e6 }, 5e6],
])('leaves out files that the kernel keeps at hand and gives up when asked: %s', (_of, kept, used) => {
  const seen = { memory_stats: { usage: 5e6, limit: 64e6, stats: kept }, cpu_stats: {} }
  expect(usageOf(seen as unknown as Stats, MACHINE).memoryBytes).toBe(used)
})

it('takes the zeros of Podman for what they are: it tells none of this', () => {
  const none = { periods: 0, throttled_periods: 0, throttled_time: 0 }
  const seen = {
    memory_stats: { usage: 0, limit: 0 },
    cpu_stats: { cpu: 0.3, system_cpu_usage: 0, online_cpus: 0, throttling_data: none },
  }
  const told = { memoryBytes: null, memoryLimitBytes: null, throttledMs: null }
  expect(usageOf(seen as unknown as Stats, MACHINE)).toEqual(told)
  // Docker has no share of CPU among its numbers: its zero is one.
  const docker = { memory_stats: { usage: 5e6, limit: 64e6 }, cpu_stats: { throttling_data: none } }
  expect(usageOf(docker as unknown as Stats, MACHINE).throttledMs).toBe(0)
})
