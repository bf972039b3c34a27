import { expect, test } from 'vitest'
import { readBatches } from '../../../src/journal/columns/batches.ts'
import { openProbes } from '../../../src/journal/columns/open.ts'
import { MemoryFile } from './memory-file.ts'

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
  expect(readBatches(new Uint8Array())).toEqual({ batches: [], damage: 'it is cut off' })
  expect(readBatches(Buffer.from('{"json": true}'))).toEqual({ batches: [], damage: 'it is no Arrow stream' })
})
