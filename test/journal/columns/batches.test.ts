import { expect, test } from 'vitest'
import { type Batch, readBatches as readOf } from '../../../src/journal/columns/batches.ts'
import { openProbes } from '../../../src/journal/columns/open.ts'
import { PROBE_COLUMNS } from '../../../src/journal/columns/schema.ts'
import { MemoryFile } from './memory-file.ts'

function readBatches(bytes: Uint8Array) {
  const batches: Batch[] = []
  const seen = readOf(bytes, 'probes', PROBE_COLUMNS, () => (batch) => batches.push(batch))
  return { batches, ...seen }
}

async function whole(): Promise<Uint8Array> {
  const file = new MemoryFile()
  await openProbes(file).close()
  return file.bytes
}

test('a whole stream has its end mark, and what comes after that does not matter', async () => {
  const bytes = await whole()
  expect(readBatches(bytes)).toMatchObject({ damage: null })
  expect(readBatches(Buffer.concat([bytes, Buffer.from('more')]))).toMatchObject({ damage: null })
})

test('without the end mark it is cut off, although every batch is there', async () => {
  const bytes = await whole()
  const { batches, damage } = readBatches(bytes.subarray(0, -8))
  expect([batches.length, damage]).toEqual([1, 'it is cut off'])
})

test('nothing, and what is no stream, is said', () => {
  expect(readBatches(new Uint8Array())).toMatchObject({ batches: [], damage: 'it is cut off' })
  const json = Buffer.from('{"json": true}')
  expect(readBatches(json)).toMatchObject({ batches: [], damage: 'it is no Arrow stream' })
})

test('a file that begins anew in its middle is no stream: its columns would be other ones', async () => {
  const bytes = await whole()
  const twice = Buffer.concat([bytes.subarray(0, -8), bytes])
  expect(readBatches(twice).damage).toBe('it is no Arrow stream')
})

test('of a newer format nothing is read, and which one it is', async () => {
  const bytes = Buffer.from(await whole())
  // In the metadata of the schema: a text of one character.
  const format = bytes.indexOf(Buffer.from([1, 0, 0, 0, 0x33]))
  bytes[format + 4] = 0x37
  expect(readBatches(bytes)).toEqual({ batches: [], damage: null, newer: '7' })
})
