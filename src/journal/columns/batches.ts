/** Reads as many whole batches of an Arrow IPC stream as there are, and says what is missing. */
import { type Data, Message, type RecordBatch, RecordBatchReader } from 'apache-arrow'
import { messageOf } from '../../errors.ts'

/** What is read of a batch. Arrow's own objects of five thousand of them would take as much memory as half the file. */
export interface Batch {
  numRows: number
  metadata: ReadonlyMap<string, string>
  /** By the column's name. */
  columns: ReadonlyMap<string, BatchColumn>
}

export type BatchColumn = Pick<Data, 'length' | 'values' | 'valueOffsets'> & {
  dictionary: Data['dictionary'] | undefined
}

export interface Batches {
  batches: Batch[]
  /** Null: the stream is whole. */
  damage: string | null
}

/** A continuation mark (−1) and the length of what follows. */
const PREFIX_BYTES = 8

export function readBatches(bytes: Uint8Array): Batches {
  const { end, damage } = wholeMessages(bytes)
  const batches: Batch[] = []
  if (end === 0) return { batches, damage: damage ?? 'it is empty' }
  try {
    for (const batch of RecordBatchReader.from(bytes.subarray(0, end))) batches.push(batchOf(batch))
  } catch (error) {
    return { batches, damage: `it cannot be read to its end: ${messageOf(error)}` }
  }
  return { batches, damage }
}

function batchOf({ numRows, schema, data }: RecordBatch): Batch {
  const columns = schema.fields.flatMap(({ name }, i): [string, BatchColumn][] => {
    const child = data.children[i]
    if (!child) return []
    const { length, values, valueOffsets, dictionary } = child
    return [[name, { length, values, valueOffsets, dictionary }]]
  })
  return { numRows, metadata: schema.metadata, columns: new Map(columns) }
}

/** Where the last whole message ends. Arrow's own reader does not say whether there was an end mark. */
function wholeMessages(bytes: Uint8Array): { end: number; damage: string | null } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  try {
    while (at + PREFIX_BYTES <= bytes.byteLength) {
      const length = view.getInt32(at + 4, true)
      if (view.getInt32(at, true) !== -1 || length < 0) return { end: at, damage: 'it is no Arrow stream' }
      if (length === 0) return { end: at, damage: null }
      const bodyAt = at + PREFIX_BYTES + length
      if (bodyAt > bytes.byteLength) break
      const next = bodyAt + Message.decode(bytes.subarray(at + PREFIX_BYTES, bodyAt)).bodyLength
      if (next > bytes.byteLength) break
      at = next
    }
  } catch (error) {
    return { end: at, damage: `it cannot be read to its end: ${messageOf(error)}` }
  }
  return { end: at, damage: 'it is cut off' }
}
