import { describe, expect, test } from 'vitest'
import { openProbes, openRequests, openWrites } from '../../../src/journal/columns/open.ts'
import { readProbes, readRequests, readWrites } from '../../../src/journal/columns/read.ts'
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
    expect(await requestsWith({ startMs: -50, durationMs: 0 })).toMatchObject({
      damage: null,
      requests: { length: 4 },
    })
  })
})

test('a write of which nothing was told has no duration, a request always has one', async () => {
  const file = new MemoryFile()
  const writer = openWrites(file)
  const row = {
    startMs: 1,
    durationMs: Number.NaN,
    key: 'k',
    told: 'unknown',
    status: 0,
    instance: '',
    release: '',
  } as const
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
