/** Appends rows to a sample file, batch by batch: what is cut off later is at most the last batch. */
import { type CompressionType, makeData, RecordBatch, RecordBatchStreamWriter, Struct } from 'apache-arrow'
import type { AppendFile } from '../../host/host.ts'
import { columnBuilder } from './build.ts'
import { compressionOf } from './compression.ts'
import { MOST_ROWS } from './message-bounds.ts'
import { type Columns, type Kind, schemaOf } from './schema.ts'

export interface ColumnWriter<Row> {
  /** Takes rows over; they are written when there are enough of them, and after a second at the latest. Throws what an earlier write failed with. */
  append(rows: readonly Row[]): void
  /** Resolves when everything taken over so far is written. */
  flush(): Promise<void>
  /** Writes the rest and the end mark, syncs, and closes the file. */
  close(): Promise<void>
}

const BATCH_MS = 1000
/** Stands where a buffer would have got no smaller. */
const NOT_COMPRESSED = -1n

/** Arrow's writer, giving its bytes as it makes them. */
class Bytes extends RecordBatchStreamWriter {
  #parts: Uint8Array[] = []

  constructor(compressionType: CompressionType | null) {
    super({ autoDestroy: false, compressionType })
  }

  /** Everything written since it was last asked, as one new array. */
  take(): Uint8Array {
    const bytes = new Uint8Array(Buffer.concat(this.#parts))
    this.#parts = []
    return bytes
  }

  /** Before the compressed bytes comes how many they were before; Arrow's writer says there how many they are. */
  protected override _compressBodyBuffers(buffers: ArrayBufferView[]) {
    const compressed = super._compressBodyBuffers(buffers)
    for (const [i, { byteLength }] of buffers.entries()) {
      const before = compressed.buffers[2 * i]
      if (before === undefined || before.byteLength === 0) continue
      const view = new DataView(before.buffer, before.byteOffset, before.byteLength)
      if (view.getBigInt64(0, true) !== NOT_COMPRESSED) view.setBigInt64(0, BigInt(byteLength), true)
    }
    return compressed
  }

  protected override _write(chunk: ArrayBufferView): this {
    if (chunk.byteLength > 0)
      this.#parts.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    return this
  }
}

export function openColumns<Row extends object>(
  file: AppendFile,
  what: string,
  columns: Columns<Row>,
): ColumnWriter<Row> {
  return new Writer<Row>(file, what, columns)
}

class Writer<Row extends object> implements ColumnWriter<Row> {
  readonly #file: AppendFile
  readonly #schema
  readonly #names: (keyof Row & string)[]
  readonly #builders
  readonly #bytes
  #rows = 0
  #timer: NodeJS.Timeout | null = null
  #written: Promise<void> = Promise.resolve()
  #failure: { error: unknown } | null = null

  constructor(file: AppendFile, what: string, columns: Columns<Row>) {
    this.#file = file
    const kinds: Readonly<Record<string, Kind>> = columns
    this.#schema = schemaOf(what, kinds)
    this.#bytes = new Bytes(compressionOf(kinds))
    this.#names = Object.keys(kinds) as (keyof Row & string)[]
    this.#builders = this.#schema.fields.map((field) =>
      columnBuilder(kinds[field.name] as Kind, field.type, MOST_ROWS),
    )
    // An empty batch first: the file names its columns from its beginning.
    this.#writeBatch()
  }

  append(rows: readonly Row[]): void {
    if (this.#failure) throw this.#failure.error
    for (const row of rows) {
      for (let column = 0; column < this.#names.length; column += 1) {
        this.#builders[column]?.set(this.#rows, row[this.#names[column] as keyof Row])
      }
      this.#rows += 1
      if (this.#rows === MOST_ROWS) this.#writeBatch()
    }
    if (this.#rows > 0) this.#timer ??= setTimeout(() => this.#writeBatch(), BATCH_MS).unref()
  }

  async flush(): Promise<void> {
    if (this.#rows > 0) this.#writeBatch()
    await this.#written
    if (this.#failure) throw this.#failure.error
  }

  async close(): Promise<void> {
    try {
      await this.flush()
      this.#bytes.finish()
      this.#queue(this.#bytes.take())
      await this.flush()
      await this.#file.sync()
    } finally {
      await this.#file.close()
    }
  }

  #writeBatch(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const children = this.#builders.map((builder) => builder.data(this.#rows))
    const type = new Struct(this.#schema.fields)
    const data = makeData({ type, length: this.#rows, nullCount: 0, children })
    this.#bytes.write(new RecordBatch(this.#schema, data))
    this.#rows = 0
    this.#queue(this.#bytes.take())
  }

  #queue(bytes: Uint8Array): void {
    this.#written = this.#written
      .then(async () => {
        if (!this.#failure) await this.#file.append(bytes)
      })
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
  }
}
