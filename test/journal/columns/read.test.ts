import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  openKeys,
  openMetrics,
  openProbes,
  openRequests,
  openStored,
  openWrites,
} from '../../../src/journal/columns/open.ts'
import {
  readKeys,
  readMetrics,
  readProbes,
  readRequests,
  readStored,
  readWrites,
} from '../../../src/journal/columns/read.ts'
import { textAt } from '../../../src/measure/ledger/key-index.ts'
import { MemoryFile } from './memory-file.ts'
import { known, metricRows, nameAt, plainRequest, probeRows, requestRows, rowsOf } from './rows.ts'

test('requests are read back as they were written, whatever the batches', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(requestRows, { maxLength: 5 }), async (batches) => {
      const file = new MemoryFile()
      const writer = openRequests(file)
      for (const rows of batches) {
        writer.append(rows)
        await writer.flush()
      }
      await writer.close()
      const { requests, damage } = readRequests(file.bytes)
      expect(damage).toBeNull()
      expect(rowsOf(requests)).toEqual(batches.flat().map(known))
    }),
  )
})

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 200 }))
const storedRows = fc.array(
  fc.record({ key: text, count: fc.nat({ max: 65_535 }), jobs: fc.nat({ max: 65_535 }) }),
  { maxLength: 40 },
)

test('keys are read back as they were, of any length, over any number of batches', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(storedRows, { maxLength: 4 }), async (batches) => {
      const file = new MemoryFile()
      const writer = openStored(file)
      for (const rows of batches) {
        writer.append(rows)
        await writer.flush()
      }
      await writer.close()
      const { stored, damage } = readStored(file.bytes)
      const rows = batches.flat()
      expect(damage).toBeNull()
      expect(rows.map((_, row) => textAt(stored.key, row))).toEqual(rows.map(({ key }) => key.toWellFormed()))
      expect(Array.from(stored.count)).toEqual(rows.map(({ count }) => count))
      expect(Array.from(stored.jobs)).toEqual(rows.map(({ jobs }) => jobs))
    }),
  )
})

test('keys without anything else are read back, and are no file of what is stored', async () => {
  const file = new MemoryFile()
  const writer = openKeys(file)
  writer.append([{ key: 'a' }, { key: 'größer' }])
  await writer.close()
  const { keys, damage } = readKeys(file.bytes)
  expect(damage).toBeNull()
  expect([0, 1].map((row) => textAt(keys.key, row))).toEqual(['a', 'größer'])
  expect(readStored(file.bytes).damage).toContain('no file of stored')
})

test('writes are read back as they were written', async () => {
  const file = new MemoryFile()
  const writer = openWrites(file)
  const row = { startMs: 1.5, durationMs: 2.5, key: 'k', status: 201, instance: 'web-1', release: '1.0.0' }
  writer.append([
    { ...row, told: 'acknowledged' },
    { ...row, told: 'unknown', durationMs: Number.NaN, key: 'größer' },
  ])
  await writer.close()
  const { writes, damage } = readWrites(file.bytes)
  expect(damage).toBeNull()
  expect(Array.from(writes.durationMs)).toEqual([2.5, Number.NaN])
  expect([0, 1].map((at) => [textAt(writes.key, at), nameAt(writes.told, at)])).toEqual([
    ['k', 'acknowledged'],
    ['größer', 'unknown'],
  ])
})

test('metrics are read back as they were written', async () => {
  await fc.assert(
    fc.asyncProperty(metricRows, async (rows) => {
      const file = new MemoryFile()
      const writer = openMetrics(file)
      writer.append(rows)
      await writer.close()
      const { metrics, damage } = readMetrics(file.bytes)
      expect(damage).toBeNull()
      expect(metrics.length).toBe(rows.length)
      expect(Array.from(metrics.atMs)).toEqual(rows.map((row) => row.atMs))
      expect(Array.from(metrics.value)).toEqual(rows.map((row) => row.value))
      for (const field of ['metric', 'label', 'scenario', 'group'] as const) {
        expect(rows.map((_, i) => nameAt(metrics[field], i))).toEqual(rows.map((row) => row[field]))
      }
    }),
  )
})

test('probes are read back as they were written', async () => {
  await fc.assert(
    fc.asyncProperty(probeRows, async (rows) => {
      const file = new MemoryFile()
      const writer = openProbes(file)
      writer.append(rows)
      await writer.close()
      const { probes, damage } = readProbes(file.bytes)
      expect(damage).toBeNull()
      for (const field of ['dueMs', 'startMs', 'endMs', 'status'] as const) {
        expect(Array.from(probes[field])).toEqual(rows.map((row) => row[field]))
      }
      expect(Array.from(probes.ok, Boolean)).toEqual(rows.map((row) => row.ok))
      for (const field of ['error', 'instance', 'release'] as const) {
        expect(rows.map((_, i) => nameAt(probes[field], i))).toEqual(rows.map((row) => row[field]))
      }
    }),
  )
})

test('a file cut off at any byte gives its whole batches and says so', async () => {
  const file = new MemoryFile()
  const writer = openRequests(file)
  const rows = Array.from({ length: 30 }, (_, i) => plainRequest(i))
  const ends = [0]
  for (let at = 0; at < 30; at += 10) {
    writer.append(rows.slice(at, at + 10))
    await writer.flush()
    ends.push(file.bytes.length)
  }
  await writer.close()
  const whole = file.bytes
  expect(readRequests(whole).damage).toBeNull()
  for (let cut = 0; cut < whole.length; cut += 1) {
    const { requests, damage } = readRequests(whole.slice(0, cut))
    const batches = ends.filter((end) => end > 0 && end <= cut).length
    expect([damage === null, requests.length], `cut at ${cut}`).toEqual([false, batches * 10])
    if (ends.includes(cut)) expect(rowsOf(requests)).toEqual(rows.slice(0, batches * 10).map(known))
  }
})

test('no garbage makes it crash, and none is taken for a whole file', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { requests, damage } = readRequests(bytes)
      expect(requests.length).toBe(0)
      expect(damage).not.toBeNull()
    }),
  )
})

test('a file of something else is no file of requests', async () => {
  const file = new MemoryFile()
  await openProbes(file).close()
  expect(readRequests(file.bytes).damage).toBe('it is no file of requests in a format up to 3')
  expect(readProbes(file.bytes).damage).toBeNull()
})

test('names beyond what codes there are become others, and the file stays readable', async () => {
  const file = new MemoryFile()
  const writer = openRequests(file)
  writer.append(Array.from({ length: 300 }, (_, i) => ({ ...plainRequest(i), release: `v${i}` })))
  await writer.close()
  const { requests } = readRequests(file.bytes)
  expect(nameAt(requests.release, 253)).toBe('v253')
  expect(nameAt(requests.release, 254)).toBe('(others)')
  expect(nameAt(requests.release, 299)).toBe('(others)')
  expect(nameAt(requests.operation, 299)).toBe(`op ${299 % 7}`)
})
