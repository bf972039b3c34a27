import { describe, expect, it } from 'vitest'
import { dropsOf, unservedRequests } from '../../src/measure/drops.ts'
import { buildRecord, objective, type RequestInput } from './build-record.ts'

/** So many requests are under way from 1,000 to 2,000 ms. */
function underWay(count: number, operations = ['read', 'write']): RequestInput[] {
  return Array.from({ length: count }, (_, i) => ({
    startMs: 1000,
    durationMs: 1000,
    operation: operations[i % operations.length]!,
  }))
}

function unservedOperations(record: ReturnType<typeof buildRecord>): string[] {
  const { codes, values } = record.requests.operation
  return unservedRequests(dropsOf(record), record).map(({ likeRow }) => values[codes[likeRow]!]!)
}

describe('a dropped iteration', () => {
  it('is the app’s doing while nearly every VU waits for it', () => {
    const record = buildRecord({ phases: [], maxVus: 10, requests: underWay(9), droppedMs: [1500, 2500] })
    expect(dropsOf(record).map(({ atMs, by }) => [atMs, by])).toEqual([
      [1500, 'app'],
      [2500, 'generator'],
    ])
  })

  it('is the generator’s where it had too few VUs for an app that answers in time', () => {
    // 200/s take 12 VUs at 60 ms, and there are ten: each waits for the app all the time, which answers well.
    const requests = Array.from({ length: 500 }, (_, i) => ({
      startMs: 1000 + Math.floor(i / 10) * 60,
      durationMs: 60,
    }))
    const bound = (value: number) => [objective({ kind: 'latency', percentile: 95 }, { op: 'below', value })]
    const by = (boundMs: number) =>
      dropsOf(
        buildRecord({ phases: [], maxVus: 10, requests, droppedMs: [2030], expect: bound(boundMs) }),
      ).map((drop) => drop.by)
    expect(by(150)).toEqual(['generator'])
    // Where 60 ms are too long, it is the app that keeps them.
    expect(by(50)).toEqual(['app'])
  })

  it('is whose it is by the bound of the phase in which it was dropped', () => {
    const bound = (value: number) => [objective({ kind: 'latency', percentile: 95 }, { op: 'below', value })]
    const record = buildRecord({
      phases: [
        { name: 'peak', durationMs: 5000, expect: bound(2000) },
        { name: 'after', durationMs: 5000, expect: bound(500) },
      ],
      warmUpMs: 0,
      maxVus: 9,
      // All wait for a second, which is no more than the peak allows.
      requests: [...underWay(9), ...underWay(9).map((row) => ({ ...row, startMs: 6000 }))],
      droppedMs: [1500, 6500],
    })
    expect(dropsOf(record).map(({ atMs, by }) => [atMs, by])).toEqual([
      [1500, 'generator'],
      [6500, 'app'],
    ])
  })

  it('is the generator’s where a few users each ask for much side by side', () => {
    // Two of ten users wait for six requests each; eight are between two of theirs.
    const record = (told: number | null) =>
      buildRecord({
        phases: [],
        maxVus: 10,
        requests: underWay(12),
        droppedMs: [1500],
        metrics: told === null ? [] : [{ atMs: 900, metric: 'requests_side_by_side', value: told }],
      })
    expect(dropsOf(record(6)).map(({ by }) => by)).toEqual(['generator'])
    // In a record that does not tell, each was one user's.
    expect(dropsOf(record(null)).map(({ by }) => by)).toEqual(['app'])
  })

  it('is the generator’s when VUs were free of requests', () => {
    const record = buildRecord({ phases: [], maxVus: 10, requests: underWay(8), droppedMs: [1500] })
    expect(dropsOf(record).map(({ by }) => by)).toEqual(['generator'])
    expect(unservedOperations(record)).toEqual([])
  })
})

it('of a script with scenarios of its own is never held against the app: nobody counts its users', () => {
  const record = buildRecord({ phases: [], maxVus: 0, requests: underWay(9), droppedMs: [1500, 2500] })
  expect(dropsOf(record).map(({ by }) => by)).toEqual(['generator', 'generator'])
})

describe('an iteration that the app dropped', () => {
  it('is one failed request where an iteration makes one, in turns', () => {
    const record = buildRecord({
      phases: [],
      maxVus: 4,
      requests: underWay(4),
      droppedMs: [1100, 1200, 1300],
    })
    expect(unservedOperations(record)).toEqual(['read', 'write', 'read'])
  })

  it('is one of each operation where an iteration makes one of each', () => {
    const iterations = [1, 2].map(() => ({
      atMs: 2000,
      metric: 'iteration_duration',
      value: 1000,
      label: '2',
    }))
    const record = buildRecord({
      phases: [],
      maxVus: 4,
      requests: underWay(4),
      droppedMs: [1100],
      metrics: iterations,
    })
    expect(unservedOperations(record).toSorted()).toEqual(['read', 'write'])
  })

  it('is as many requests as those make that came to their end: a broken-off one tells nothing of that', () => {
    const of = (metric: string, label: string) => ({ atMs: 2000, metric, value: 0, label })
    const record = buildRecord({
      phases: [],
      maxVus: 20,
      requests: underWay(20),
      droppedMs: [1100],
      // Two made five requests each; five had made two when the load ended.
      metrics: [
        ...Array.from({ length: 2 }, () => of('iteration_duration', '5')),
        ...Array.from({ length: 5 }, () => of('iteration_unfinished', '2')),
      ],
    })
    expect(unservedOperations(record)).toHaveLength(5)
  })
})
