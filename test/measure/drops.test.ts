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
})
