import { expect, test } from 'vitest'
import type { Batch, BatchColumn } from '../../../src/journal/columns/batches.ts'
import { Gathered } from '../../../src/journal/columns/gather.ts'

const KINDS = { atMs: 'float64', ok: 'flag', key: 'text' } as const

function batch(times: number[], bits: number, file: Uint8Array, offsets: number[]): Batch {
  const column = (values: unknown, valueOffsets: number[] = []) =>
    ({ length: times.length, values, valueOffsets, dictionary: undefined }) as unknown as BatchColumn
  const columns = new Map([
    ['atMs', column(new Float64Array([...times, 999]))],
    ['ok', column(new Uint8Array([bits]))],
    ['key', column(file, offsets)],
  ])
  return { numRows: times.length, columns }
}

test('columns are put together row by row, whatever stands behind the rows of a batch', () => {
  const file = new TextEncoder().encode('onetwothree')
  const gathered = new Gathered(KINDS, 5)
  gathered.add(batch([1, 2], 0b01, file, [0, 3, 6]))
  gathered.add(batch([], 0, file, []))
  gathered.add(batch([3], 0b11, file, [6, 11]))
  expect(gathered.length).toBe(3)
  expect([...gathered.float64('atMs')]).toEqual([1, 2, 3])
  expect([...gathered.flags('ok')]).toEqual([1, 0, 1])
  const { bytes, starts, ends } = gathered.texts('key')
  const texts = [...starts].map((start, k) => new TextDecoder().decode(bytes.subarray(start, ends[k])))
  expect(texts).toEqual(['one', 'two', 'three'])
  // In the file itself, and not in a copy.
  expect(bytes.buffer).toBe(file.buffer)
})

test('nothing at all is a file of no rows; a column that is not of it is an error', () => {
  const gathered = new Gathered(KINDS, 0)
  expect([gathered.length, gathered.float64('atMs').length, gathered.texts('key').starts.length]).toEqual([
    0, 0, 0,
  ])
  expect(() => gathered.codes('status')).toThrow(RangeError)
})

test('more rows than there were to be are refused, and are not left out', () => {
  const gathered = new Gathered({ atMs: 'float64' }, 1)
  expect(() => gathered.add(batch([1, 2], 0, new Uint8Array(), []))).toThrow(RangeError)
})
