import { type Data, type DataType, makeData, type Utf8 } from 'apache-arrow'
import { ownRedaction } from '../../redact/process.ts'
import { Names } from './names.ts'
import type { Kind } from './schema.ts'

/** One column of the batch that is being filled. */
export interface ColumnBuilder {
  set(index: number, value: unknown): void
  /** The first `length` values, as views: to be written before the next `set`. */
  data(length: number): Data
}

export function columnBuilder(kind: Kind, type: DataType, capacity: number): ColumnBuilder {
  switch (kind) {
    case 'float64':
      return numbers(type, new Float64Array(capacity))
    case 'float32':
      return numbers(type, new Float32Array(capacity))
    case 'code':
      return numbers(type, new Uint16Array(capacity))
    case 'flag':
      return flags(type, capacity)
    case 'few':
      return names(type, new Uint8Array(capacity), 255)
    case 'names':
      return names(type, new Uint16Array(capacity), 65_535)
    case 'text':
      return texts(type as Utf8, capacity)
  }
}

function numbers(type: DataType, values: Float64Array | Float32Array | Uint16Array): ColumnBuilder {
  return {
    set(index, value) {
      values[index] = value as number
    },
    data: (length) => makeData({ type, length, nullCount: 0, data: values.subarray(0, length) } as never),
  }
}

/** Arrow keeps eight flags in a byte, the first in its lowest bit. */
function flags(type: DataType, capacity: number): ColumnBuilder {
  const bits = new Uint8Array(Math.ceil(capacity / 8))
  return {
    set(index, value) {
      const bit = 1 << (index & 7)
      const at = index >> 3
      bits[at] = value ? (bits[at] as number) | bit : (bits[at] as number) & ~bit
    },
    data: (length) =>
      makeData({ type, length, nullCount: 0, data: bits.subarray(0, Math.ceil(length / 8)) } as never),
  }
}

function names(type: DataType, codes: Uint8Array | Uint16Array, limit: number): ColumnBuilder {
  const known = new Names(limit)
  return {
    set(index, value) {
      codes[index] = known.codeOf((value as string | null) ?? '')
    },
    data: (length) =>
      makeData({
        type,
        length,
        nullCount: 0,
        data: codes.subarray(0, length),
        dictionary: known.vector(),
      } as never),
  }
}

/** Most texts here are keys of about this length; where they are longer, there is more room from then on. */
const USUAL_BYTES = 48
/** UTF-8 takes at most so many bytes for a unit of UTF-16. */
const MAX_BYTES_A_UNIT = 3

/** One after the other: row k ends where row k + 1 begins. Rows are set in ascending order. */
function texts(type: Utf8, capacity: number): ColumnBuilder {
  let bytes = new Uint8Array(capacity * USUAL_BYTES)
  const ends = new Int32Array(capacity + 1)
  const encoder = new TextEncoder()
  return {
    set(index, value) {
      const text = ownRedaction.key(value as string)
      const at = ends[index] as number
      const needed = at + text.length * MAX_BYTES_A_UNIT
      if (needed > bytes.length) {
        const larger = new Uint8Array(needed * 2)
        larger.set(bytes.subarray(0, at))
        bytes = larger
      }
      ends[index + 1] = at + encoder.encodeInto(text, bytes.subarray(at)).written
    },
    data: (length) =>
      makeData({
        type,
        length,
        nullCount: 0,
        valueOffsets: ends.subarray(0, length + 1),
        data: bytes.subarray(0, ends[length]),
      }),
  }
}
