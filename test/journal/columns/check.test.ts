import { describe, expect, test } from 'vitest'
import { openMetrics, openProbes, openRequests, openWrites } from '../../../src/journal/columns/open.ts'
import { readMetrics, readProbes, readRequests, readWrites } from '../../../src/journal/columns/read.ts'
import type { RecordedRequest } from '../../../src/journal/rows.ts'
import { MemoryFile } from './memory-file.ts'
import { plainRequest } from './rows.ts'

/** A batch of good rows, then one with this row in it. */
async function requestsWith(odd: Partial<RecordedRequest>) {
  const file = new MemoryFile()
  const writer = openRequests(file)
  writer.append([plainRequest(0), plainRequest(1)])
  await writer.flush()
  writer.append([plainRequest(2), { ...plainRequest(3), ...odd }])
  await writer.close()
  return readRequests(file.bytes)
}

describe('from the batch on in which a row cannot be, none is read, and that is said', () => {
  test.each([
    ['a start that no run has', { startMs: 1e13 }, 'startMs'],
    ['a start that is no number', { startMs: Number.NaN }, 'startMs'],
    ['a duration below zero', { durationMs: -1 }, 'durationMs'],
    ['a duration without end', { durationMs: Number.POSITIVE_INFINITY }, 'durationMs'],
  ])('%s', async (_what, odd, column) => {
    const { requests, damage } = await requestsWith(odd)
    expect(damage).toBe(`a row has a value of ${column} that no run can have`)
    expect(requests.length).toBe(2)
  })

  test('and a row that can be is read', async () => {
    expect(await requestsWith({ startMs: -50, durationMs: 0 })).toMatchObject({ damage: null, requests: { length: 4 } })
  })
})

test('a write of which nothing was told has no duration, a request always has one', async () => {
  const file = new MemoryFile()
  const writer = openWrites(file)
  const row = { startMs: 1, durationMs: Number.NaN, key: 'k', told: 'unknown', status: 0, instance: '', release: '' } as const
  writer.append([row])
  await writer.close()
  expect(readWrites(file.bytes)).toMatchObject({ damage: null, writes: { length: 1 } })
  expect((await requestsWith({ durationMs: Number.NaN })).damage).not.toBeNull()
})

test('a column of another kind is another file', async () => {
  const file = new MemoryFile()
  await openProbes(file).close()
  const bytes = Buffer.from(file.bytes)
  // `dueMs` under another name is missing.
  bytes.write('dueMz', bytes.indexOf('dueMs'))
  expect(readProbes(new Uint8Array(bytes)).damage).toBe('the column dueMs is missing')
})

test('iterations that no load drops, or that last without end, are no metrics', async () => {
  const written = async (metric: string, value: number) => {
    const file = new MemoryFile()
    const writer = openMetrics(file)
    const row = { atMs: 1, label: '', scenario: '', group: '' }
    writer.append([
      { ...row, metric: 'checks', value: 1 },
      { ...row, metric, value },
    ])
    await writer.close()
    const { metrics, damage } = readMetrics(file.bytes)
    return [metrics.length, damage]
  }
  expect(await written('dropped_iterations', 3)).toEqual([2, null])
  expect(await written('dropped_iterations', 1e12)).toEqual([
    1,
    'a row has a value of dropped_iterations that no load can have',
  ])
  expect(await written('iteration_duration', -1)).toEqual([1, expect.stringContaining('iteration_duration')])
  expect(await written('my_trend', -1e12)).toEqual([2, null])
})
