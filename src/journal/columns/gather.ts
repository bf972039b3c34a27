import type { Column, Texts } from '../record.ts'
import type { Batch, BatchColumn } from './batches.ts'
import type { Kinds } from './check.ts'
import type { Kind } from './schema.ts'

type Values = Float64Array | Float32Array | Uint16Array | Uint8Array

/**
 * The columns of a whole file, put together batch by batch: a batch is copied and let go, for five thousand of them would
 * take as much memory as all of their rows once more.
 */
export class Gathered {
  readonly #columns = new Map<string, GatheredColumn>()
  #length = 0

  /** `mostRows`: of all batches together. */
  constructor(kinds: Kinds, mostRows: number) {
    for (const [name, kind] of Object.entries(kinds))
      this.#columns.set(name, new GatheredColumn(kind, mostRows))
  }

  get length(): number {
    return this.#length
  }

  /** Throws a `RangeError` for more rows than there were to be. */
  add({ numRows, columns }: Batch): void {
    for (const [name, gathered] of this.#columns) {
      const column = columns.get(name)
      if (column) gathered.put(column, this.#length, numRows)
    }
    this.#length += numRows
  }

  float64 = (name: string): Float64Array => this.#values(name) as Float64Array
  float32 = (name: string): Float32Array => this.#values(name) as Float32Array
  codes = (name: string): Uint16Array => this.#values(name) as Uint16Array
  /** One byte a row. */
  flags = (name: string): Uint8Array => this.#values(name) as Uint8Array
  names = (name: string): Column => ({ codes: this.codes(name), values: this.#column(name).names() })
  texts = (name: string): Texts => this.#column(name).texts(this.#length)

  #values(name: string): Values {
    return this.#column(name).values.subarray(0, this.#length)
  }

  #column(name: string): GatheredColumn {
    const column = this.#columns.get(name)
    if (!column) throw new RangeError(`There is no column ${name}.`)
    return column
  }
}

class GatheredColumn {
  readonly values: Values
  readonly #kind: Kind
  readonly #starts: Uint32Array
  readonly #ends: Uint32Array
  #file: ArrayBufferLike = new ArrayBuffer(0)
  #dictionary: BatchColumn['dictionary']

  constructor(kind: Kind, mostRows: number) {
    this.#kind = kind
    this.values = valuesOf(kind, mostRows)
    const texts = kind === 'text' ? mostRows : 0
    this.#starts = new Uint32Array(texts)
    this.#ends = new Uint32Array(texts)
  }

  put(column: BatchColumn, at: number, rows: number): void {
    // Dictionaries only grow, so the last batch's has every name of the file.
    this.#dictionary = column.dictionary
    if (rows === 0) return
    if (this.#kind === 'text') this.#putTexts(column, at, rows)
    else if (this.#kind === 'flag') putFlags(this.values, column.values as Uint8Array, at, rows)
    else this.values.set((column.values as Values).subarray(0, rows), at)
  }

  names(): string[] {
    return this.#dictionary ? Array.from(this.#dictionary, String) : []
  }

  texts(length: number): Texts {
    return {
      bytes: new Uint8Array(this.#file),
      starts: this.#starts.subarray(0, length),
      ends: this.#ends.subarray(0, length),
    }
  }

  /** Where the texts lie in the file itself: a million keys are not copied. */
  #putTexts({ valueOffsets, values }: BatchColumn, at: number, rows: number): void {
    this.#file = values.buffer
    for (let row = 0; row < rows; row += 1) {
      this.#starts[at + row] = values.byteOffset + valueOffsets[row]
      this.#ends[at + row] = values.byteOffset + valueOffsets[row + 1]
    }
  }
}

function valuesOf(kind: Kind, rows: number): Values {
  switch (kind) {
    case 'float64':
      return new Float64Array(rows)
    case 'float32':
      return new Float32Array(rows)
    case 'flag':
      return new Uint8Array(rows)
    case 'code':
    case 'few':
    case 'names':
      return new Uint16Array(rows)
    case 'text':
      return new Uint8Array(0)
  }
}

/** Arrow keeps eight flags in a byte, the first in its lowest bit. */
function putFlags(to: Values, bits: Uint8Array, at: number, rows: number): void {
  for (let row = 0; row < rows; row += 1) to[at + row] = ((bits[row >> 3] as number) >> (row & 7)) & 1
}
