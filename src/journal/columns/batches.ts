/** Reads as many whole batches of an Arrow IPC stream as there are, and says what is missing. */
import { type Data, type RecordBatch, RecordBatchReader } from 'apache-arrow'
import { messageOf } from '../../errors.ts'
import { type Kinds, wrongBatch, wrongSchema } from './check.ts'
import { withinBudget } from './compression.ts'
import { checkMessage } from './message-bounds.ts'
import { columnsIn, FORMAT, schemaOf } from './schema.ts'

/** What is read of a batch; it is good until the next one comes. */
export interface Batch {
  numRows: number
  /** By the column's name. */
  columns: ReadonlyMap<string, BatchColumn>
}

export type BatchColumn = Pick<Data, 'length' | 'values' | 'valueOffsets'> & {
  dictionary: Data['dictionary'] | undefined
}

export interface BatchesRead {
  /** Null: the stream is whole. */
  damage: string | null
  /** The format that it says it has, where that is a newer one than is read here; then nothing of it is read. */
  newer: string | null
}

/** A continuation mark (−1) and the length of what follows. */
const PREFIX_BYTES = 8

/**
 * `what`: of what the file is to be, `requests`; `kinds`: its columns. `takerFor` is asked once who takes the batches, and
 * told how many rows they have together at most.
 */
export function readBatches(
  bytes: Uint8Array,
  what: string,
  kinds: Kinds,
  takerFor: (mostRows: number) => (batch: Batch) => void,
): BatchesRead {
  const { end, rows, damage } = wholeMessages(bytes)
  if (end === 0) return { damage: damage ?? 'it is empty', newer: null }
  try {
    const reader = RecordBatchReader.from(bytes.subarray(0, end)).open()
    const { metadata } = reader.schema
    const format = metadata.get('format') ?? ''
    if (metadata.get('firedrill') === what && isNewer(format)) return { damage: null, newer: format }
    const there = columnsIn(what, format, kinds)
    const isOther = metadata.get('firedrill') !== what || !isKnown(format)
    const wrong = isOther
      ? `it is no file of ${what} in a format up to ${FORMAT}`
      : wrongSchema(reader.schema, schemaOf(what, there))
    if (wrong !== null) return { damage: wrong, newer: null }
    const take = takerFor(rows)
    const unread = withinBudget(bytes.byteLength, () => {
      for (const each of reader) {
        const batch = batchOf(each)
        const wrong = wrongBatch(batch, there, { what, file: bytes.buffer })
        if (wrong !== null) return wrong
        take(batch)
      }
      return null
    })
    if (unread !== null) return { damage: unread, newer: null }
  } catch (error) {
    return { damage: `it cannot be read to its end: ${messageOf(error)}`, newer: null }
  }
  return { damage, newer: null }
}

function isNewer(format: string): boolean {
  return isNumber(format) && Number(format) > Number(FORMAT)
}

function isKnown(format: string): boolean {
  return isNumber(format) && Number(format) <= Number(FORMAT)
}

function isNumber(format: string): boolean {
  return /^[1-9]\d{0,8}$/.test(format)
}

function batchOf({ numRows, schema, data }: RecordBatch): Batch {
  const columns = schema.fields.flatMap(({ name }, i): [string, BatchColumn][] => {
    const child = data.children[i]
    if (!child) return []
    const { length, values, valueOffsets, dictionary } = child
    return [[name, { length, values, valueOffsets, dictionary }]]
  })
  return { numRows, columns: new Map(columns) }
}

/**
 * Where the last whole message ends. Arrow's own reader does not say whether there was an end mark, and believes whatever
 * a message says of itself.
 */
function wholeMessages(bytes: Uint8Array): { end: number; rows: number; damage: string | null } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  let rows = 0
  try {
    while (at + PREFIX_BYTES <= bytes.byteLength) {
      const length = view.getInt32(at + 4, true)
      if (view.getInt32(at, true) !== -1 || length < 0)
        return { end: at, rows, damage: 'it is no Arrow stream' }
      if (length === 0) return { end: at, rows, damage: null }
      const bodyAt = at + PREFIX_BYTES + length
      if (bodyAt > bytes.byteLength) break
      const { isSchema, bodyLength, rows: more } = checkMessage(bytes.subarray(at + PREFIX_BYTES, bodyAt))
      // The columns are told once, at the begin: whatever came before a second time would be read by other ones.
      if (isSchema !== (at === 0)) return { end: at, rows, damage: 'it is no Arrow stream' }
      const next = bodyAt + bodyLength
      if (next > bytes.byteLength) break
      at = next
      rows += more
    }
  } catch (error) {
    return { end: at, rows, damage: `it cannot be read to its end: ${messageOf(error)}` }
  }
  return { end: at, rows, damage: 'it is cut off' }
}
