/**
 * Arrow's reader believes every count that a message gives: a flipped bit makes it list two thousand million buffers that
 * are not there. So before it reads a message, its counts are held against its size. What is looked at are the few tables
 * of Arrow's format (Message.fbs, Schema.fbs) in the encoding of FlatBuffers: a table begins with the way back to its
 * vtable, which says where each of its fields lies. Reads beyond the message throw a `RangeError`, as those of DataView do.
 */

import { MOST_TIMES } from './compression.ts'

const SCHEMA = 1
const DICTIONARY_BATCH = 2
const RECORD_BATCH = 3
/** More than any file here has. None has fields within a field. */
const MOST_FIELDS = 64
/** Of one batch. */
export const MOST_ROWS = 2000
const MOST_PAIRS = 64
/** A buffer and a field node take two 64-bit numbers each. */
const PAIR_BYTES = 16
const ZSTD = 1

export interface MessageSeen {
  isSchema: boolean
  /** Of what follows it, in bytes. */
  bodyLength: number
  /** Of a batch of rows; of other messages 0. */
  rows: number
}

/** Throws for a message whose counts cannot be. */
export function checkMessage(metadata: Uint8Array): MessageSeen {
  const view = new DataView(metadata.buffer, metadata.byteOffset, metadata.byteLength)
  const message = new Table(view, view.getUint32(0, true))
  const bodyLength = message.long(3)
  if (bodyLength < 0 || bodyLength > Number.MAX_SAFE_INTEGER) throw implausible('the length of a body')
  message.vector(4, MOST_PAIRS)
  const header = message.table(2)
  const kind = message.byte(1)
  switch (kind) {
    case SCHEMA:
      checkSchema(header)
      break
    case DICTIONARY_BATCH:
      checkBatch(header.table(1), bodyLength)
      break
    case RECORD_BATCH:
      if (!isUpTo(header.long(0), MOST_ROWS)) throw implausible('the length of a batch')
      checkBatch(header, bodyLength)
      break
    default:
      throw implausible('the kind of a message')
  }
  return { isSchema: kind === SCHEMA, bodyLength, rows: kind === RECORD_BATCH ? header.long(0) : 0 }
}

function checkSchema(schema: Table): void {
  schema.vector(2, MOST_PAIRS)
  const fields = schema.vector(1, MOST_FIELDS)
  for (let i = 0; i < (fields?.length ?? 0); i++) {
    const field = schema.tableAt((fields?.at ?? 0) + 4 * i)
    field.vector(6, MOST_PAIRS)
    field.vector(5, 0)
  }
}

/** No file of ours has nulls. */
function checkBatch(batch: Table, bodyLength: number): void {
  const isCompressed = batch.offset(3) !== null
  const most = 8 * bodyLength * (isCompressed ? MOST_TIMES : 1)
  if (!isUpTo(batch.long(0), most)) throw implausible('the length of a batch')
  if (batch.offset(4) !== null || (isCompressed && !isZstd(batch.table(3))))
    throw implausible('the encoding of a batch')
  const nodes = batch.vector(1, 2 * MOST_FIELDS)
  for (let i = 0; i < (nodes?.length ?? 0); i++) {
    const [length, nulls] = batch.pairAt((nodes?.at ?? 0) + PAIR_BYTES * i)
    if (!isUpTo(length, most) || nulls !== 0) throw implausible('the length of a column')
  }
  const buffers = batch.vector(2, 3 * MOST_FIELDS)
  for (let i = 0; i < (buffers?.length ?? 0); i++) {
    const [offset, length] = batch.pairAt((buffers?.at ?? 0) + PAIR_BYTES * i)
    if (!isUpTo(offset, bodyLength) || !isUpTo(length, bodyLength - offset))
      throw implausible('where a column lies')
  }
}

/** Buffer by buffer, which is 0. */
function isZstd(compression: Table): boolean {
  return compression.byte(0) === ZSTD && compression.byte(1) === 0
}

function isUpTo(value: number, most: number): boolean {
  return value >= 0 && value <= most
}

function implausible(what: string): RangeError {
  return new RangeError(`${what} cannot be`)
}

/** Fields are told by their number in the format's definition, from 0. */
class Table {
  readonly #view: DataView
  readonly #at: number
  readonly #vtable: number
  readonly #vtableBytes: number

  constructor(view: DataView, at: number) {
    this.#view = view
    this.#at = at
    this.#vtable = at - view.getInt32(at, true)
    this.#vtableBytes = view.getUint16(this.#vtable, true)
  }

  /** Where a field lies; null: it is not there. */
  offset(field: number): number | null {
    const slot = 4 + 2 * field
    if (slot + 2 > this.#vtableBytes) return null
    const offset = this.#view.getUint16(this.#vtable + slot, true)
    return offset === 0 ? null : this.#at + offset
  }

  byte(field: number): number {
    const at = this.offset(field)
    return at === null ? 0 : this.#view.getUint8(at)
  }

  long(field: number): number {
    const at = this.offset(field)
    return at === null ? 0 : Number(this.#view.getBigInt64(at, true))
  }

  table(field: number): Table {
    const at = this.offset(field)
    if (at === null) throw implausible('that a part of a message is missing')
    return this.tableAt(at)
  }

  /** By the place that points to it. */
  tableAt(at: number): Table {
    return new Table(this.#view, at + this.#view.getUint32(at, true))
  }

  /** Null: it is not there. Throws where it has more elements than `most`. */
  vector(field: number, most: number): { at: number; length: number } | null {
    const at = this.offset(field)
    if (at === null) return null
    const start = at + this.#view.getUint32(at, true)
    const length = this.#view.getUint32(start, true)
    if (length > most) throw implausible('how many parts a message has')
    return { at: start + 4, length }
  }

  pairAt(at: number): [number, number] {
    return [Number(this.#view.getBigInt64(at, true)), Number(this.#view.getBigInt64(at + 8, true))]
  }
}
