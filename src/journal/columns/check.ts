/** Can a batch have been written by firedrill? Where not, it and all after it are left out. */
import type { Data, Schema } from 'apache-arrow'
import { MOST_RUN_MS } from '../../units.ts'
import type { Batch, BatchColumn } from './batches.ts'
import type { Kind } from './schema.ts'

export type Kinds = Readonly<Record<string, Kind>>

/** Why the columns are not the expected ones, in words; null: they are. Further ones are passed over. */
export function wrongSchema(schema: Schema, expected: Schema): string | null {
  for (const { name, type } of expected.fields) {
    const found = schema.fields.filter((field) => field.name === name)
    if (found.length !== 1) return `the column ${name} is ${found.length === 0 ? 'missing' : 'there twice'}`
    if (String(found[0]?.type) !== String(type)) return `the column ${name} is of another kind`
  }
  return null
}

/** Why the values of a batch cannot be, in words; null: they can. `file`: where texts are to lie, for they are not copied. */
export function wrongBatch(
  batch: Batch,
  kinds: Kinds,
  { what, file }: { what: string; file: ArrayBufferLike },
): string | null {
  for (const [name, kind] of Object.entries(kinds)) {
    const column = batch.columns.get(name)
    if (!column) return `the column ${name} is missing`
    if (!fits(column, kind, batch.numRows)) return `the column ${name} is shorter than its rows`
    if (kind === 'text' && batch.numRows > 0 && column.values.buffer !== file)
      return `the column ${name} does not lie where it should`
    const row = firstWrong(column, { name, kind, rows: batch.numRows, what })
    if (row >= 0) return `a row has a value of ${name} that no run can have`
  }
  return null
}

/** Are as many values there as rows are told of? */
function fits({ values, valueOffsets, length }: BatchColumn, kind: Kind, rows: number): boolean {
  if (length !== rows) return false
  switch (kind) {
    case 'flag':
      return values.length * 8 >= rows
    case 'text':
      return rows === 0 || ascends(valueOffsets, rows, values.length)
    default:
      return values.length >= rows
  }
}

/** Offsets of texts: each ends where the next one begins, none beyond the bytes. */
function ascends(offsets: ArrayLike<number> | undefined, rows: number, bytes: number): boolean {
  if (offsets === undefined || offsets.length < rows + 1 || offsets[0]! < 0) return false
  for (let row = 0; row < rows; row++) if (offsets[row + 1]! < offsets[row]!) return false
  return offsets[rows]! <= bytes
}

interface Place {
  name: string
  kind: Kind
  rows: number
  what: string
}

/** −1: none is. */
function firstWrong(column: BatchColumn, { name, kind, rows, what }: Place): number {
  const values: ArrayLike<number> = column.values
  switch (kind) {
    case 'float64':
      return name.endsWith('Ms')
        ? firstRow(rows, (row) => !(Math.abs(values[row]!) <= MOST_RUN_MS))
        : firstRow(rows, (row) => !Number.isFinite(values[row]!))
    case 'float32':
      return firstRow(rows, (row) => !isTime(values[row]!, what === 'writes'))
    case 'few':
    case 'names': {
      const names = namesIn(column)
      return firstRow(rows, (row) => values[row]! >= names)
    }
    default:
      return -1
  }
}

/** A write that nothing was told of has none. */
function isTime(ms: number, mayBeNone: boolean): boolean {
  return (ms >= 0 && ms <= MOST_RUN_MS) || (mayBeNone && Number.isNaN(ms))
}

function firstRow(rows: number, isWrong: (row: number) => boolean): number {
  for (let row = 0; row < rows; row++) if (isWrong(row)) return row
  return -1
}

/** 0 where one of them cannot be read: then no row can name it. */
function namesIn({ dictionary }: BatchColumn): number {
  if (!dictionary) return 0
  const chunks: readonly Data[] = dictionary.data
  const readable = chunks.every(
    ({ length, valueOffsets, values }) => length === 0 || ascends(valueOffsets, length, values.length),
  )
  return readable ? dictionary.length : 0
}
