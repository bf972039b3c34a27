import { describe, expect, test, vi } from 'vitest'
import { openRequests } from '../../../src/journal/columns/open.ts'
import { readRequests } from '../../../src/journal/columns/read.ts'
import { MemoryFile } from './memory-file.ts'
import { plainRequest } from './rows.ts'

const rows = (count: number) => Array.from({ length: count }, (_, i) => plainRequest(i))

describe('what is on disk before the end', () => {
  test('every 2,000 rows, without being asked', async () => {
    const file = new MemoryFile()
    const writer = openRequests(file)
    writer.append(rows(4_500))
    await vi.waitFor(() => expect(readRequests(file.bytes).requests.length).toBe(4_000))
    expect(readRequests(file.bytes).damage).toBe('it is cut off')
    await writer.close()
    expect(readRequests(file.bytes).requests.length).toBe(4_500)
  })

  test('the rest after a second', async () => {
    const file = new MemoryFile()
    const writer = openRequests(file)
    writer.append(rows(3))
    expect(readRequests(file.bytes).requests.length).toBe(0)
    await vi.waitFor(() => expect(readRequests(file.bytes).requests.length).toBe(3), { timeout: 10_000 })
    await writer.close()
  })

  test('no rows at all make a whole file', async () => {
    const file = new MemoryFile()
    await openRequests(file).close()
    expect(readRequests(file.bytes)).toMatchObject({ damage: null, requests: { length: 0 } })
    expect([file.synced, file.closed]).toEqual([true, true])
  })
})

test('a failed write is thrown by what comes after it', async () => {
  const file = new MemoryFile()
  const writer = openRequests(file)
  await writer.flush()
  file.failure = new Error('disk full')
  writer.append(rows(1))
  await expect(writer.flush()).rejects.toThrow('disk full')
  expect(() => writer.append(rows(1))).toThrow('disk full')
  await expect(writer.close()).rejects.toThrow('disk full')
  expect(file.closed).toBe(true)
})
