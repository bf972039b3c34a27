import { describe, expect, it } from 'vitest'
import { changeOf, limitsOf, shownOtherwise } from '../../../src/host/engine/limits.ts'

/** As the kernel has it where there is none. */
const ALL = 2 ** 63 - 4096

describe('the limits of a container', () => {
  it.each([
    [{}, 0, 0],
    [{ NanoCpus: 5e8, Memory: 64e6 }, 0.5, 64e6],
    [{ CpuPeriod: 100_000, CpuQuota: 25_000 }, 0.25, 0],
    [{ CpuPeriod: 0, CpuQuota: 150_000 }, 1.5, 0],
    [{ CpuPeriod: 100_000, CpuQuota: -1, Memory: -1 }, 0, 0],
    [{ Memory: 2 ** 50 }, 0, 0],
  ])('are read from %j', (given, cpus, memoryBytes) => {
    expect(limitsOf(given)).toEqual({ cpus, memoryBytes })
  })

  const none = { cpus: 0, memoryBytes: 0 }
  it.each([
    ['first', {}, { cpus: 0.25, memoryBytes: 32e6 }, { CpuQuota: 25_000, Memory: 32e6, MemorySwap: -1 }],
    [
      'taken away',
      { CpuQuota: 25_000, Memory: 32e6, MemorySwap: -1 },
      none,
      { CpuQuota: -1, Memory: ALL, MemorySwap: -1 },
    ],
    ['of CPU alone', {}, { cpus: 0.25, memoryBytes: 0 }, { CpuQuota: 25_000 }],
    ['of CPU alone, taken away', { CpuQuota: 25_000 }, none, { CpuQuota: -1 }],
    [
      'of memory alone',
      { NanoCpus: 5e8 },
      { cpus: 0.5, memoryBytes: 32e6 },
      { Memory: 32e6, MemorySwap: -1 },
    ],
    [
      'in a period of its own',
      { CpuPeriod: 50_000, CpuQuota: 25_000 },
      { cpus: 0.2, memoryBytes: 0 },
      { CpuQuota: 10_000 },
    ],
    ['as they are', { CpuQuota: -1, Memory: ALL, MemorySwap: -1 }, none, {}],
    [
      'made with, less',
      { NanoCpus: 5e8, Memory: 64e6, MemorySwap: 128e6 },
      { cpus: 0.25, memoryBytes: 32e6 },
      { NanoCpus: 25e7, Memory: 32e6, MemorySwap: 128e6 },
    ],
    [
      'made with, more',
      { NanoCpus: 5e8, Memory: 64e6, MemorySwap: 64e6 },
      { cpus: 1, memoryBytes: 128e6 },
      { NanoCpus: 1e9, Memory: 128e6, MemorySwap: 128e6 },
    ],
    [
      'made with, none',
      { NanoCpus: 5e8, Memory: 64e6, MemorySwap: 64e6 },
      none,
      { NanoCpus: 4e9, Memory: ALL, MemorySwap: ALL },
    ],
  ])('are changed in the way that the engine takes: %s', (_what, now, limits, wanted) => {
    expect(changeOf(now, limits, 4)).toEqual(wanted)
    // What is asked for is what is read afterwards, but for cores that can only be all.
    const seen = limitsOf({ ...now, ...changeOf(now, limits, 4) })
    expect(seen).toEqual(limits.cpus === 0 && 'NanoCpus' in now ? { ...limits, cpus: 4 } : limits)
  })

  it('say what is shown otherwise than before once they were taken away', () => {
    const some = { cpus: 0.5, memoryBytes: 64e6 }
    expect(shownOtherwise(none, some)).toHaveLength(2)
    expect(shownOtherwise(none, { ...some, memoryBytes: 0 })).toEqual(['all cores are shown as CpuQuota -1'])
    expect(shownOtherwise(some, { cpus: 0.1, memoryBytes: 32e6 })).toEqual([])
  })
})
