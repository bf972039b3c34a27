import { StringDecoder } from 'node:string_decoder'

/** No row of k6 is near this long; a longer one is a quote that garbage left open. */
export const MAX_ROW_LENGTH = 65_536

export interface RowSink {
  /** `quoted`: the row has a quote somewhere, so that commas and line ends may be content. */
  row(text: string, quoted: boolean): void
  /** A line that is no row: a quote that never closes, or the rest of a stream that was cut off. */
  garbage(): void
}

/** Cuts a stream of bytes into CSV rows, wherever its chunks happen to end. */
export class RowSplitter {
  readonly #sink: RowSink
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''

  constructor(sink: RowSink) {
    this.#sink = sink
  }

  push(chunk: Uint8Array): void {
    const text =
      this.#rest + this.#decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    this.#rest = text.slice(this.#split(text))
  }

  /** k6 ends every row with a line end: what is left over was cut off. */
  end(): void {
    if ((this.#rest + this.#decoder.end()).trim() !== '') this.#sink.garbage()
    this.#rest = ''
  }

  /** Hands over every whole row; returns where the unfinished one starts. */
  #split(text: string): number {
    let start = 0
    let quoteAt = text.indexOf('"')
    for (;;) {
      const lineEnd = text.indexOf('\n', start)
      if (lineEnd < 0) return this.#skipOverlong(text, start)
      if (quoteAt >= 0 && quoteAt < start) quoteAt = text.indexOf('"', start)
      if (quoteAt < 0 || quoteAt > lineEnd) {
        this.#emit(text.slice(start, lineEnd), false)
        start = lineEnd + 1
        continue
      }
      const rowEnd = quotedRowEnd(text, start)
      if (rowEnd === null) return start
      if (rowEnd < 0) this.#sink.garbage()
      else this.#emit(text.slice(start, rowEnd), true)
      start = (rowEnd < 0 ? lineEnd : rowEnd) + 1
    }
  }

  #emit(text: string, quoted: boolean): void {
    const row = text.endsWith('\r') ? text.slice(0, -1) : text
    if (row.length > MAX_ROW_LENGTH) this.#sink.garbage()
    else if (row !== '') this.#sink.row(row, quoted)
  }

  /** Of a line without end only its first part is kept: enough to call it too long once it does end. */
  #skipOverlong(text: string, start: number): number {
    return Math.max(start, text.length - 2 * MAX_ROW_LENGTH)
  }
}

/** The line end that closes the row; null: not there yet; -1: the row is longer than any row can be. */
function quotedRowEnd(text: string, start: number): number | null {
  const limit = Math.min(text.length, start + MAX_ROW_LENGTH)
  let at = start
  while (at < limit) {
    if (text[at] === '"') {
      const after = afterQuotedField(text, at, limit)
      if (after < 0) break
      at = after
    }
    const comma = text.indexOf(',', at)
    const lineEnd = text.indexOf('\n', at)
    if (lineEnd >= 0 && lineEnd < limit && (comma < 0 || lineEnd < comma)) return lineEnd
    if (comma < 0 || comma >= limit) break
    at = comma + 1
  }
  return text.length - start >= MAX_ROW_LENGTH ? -1 : null
}

/** The position after the closing quote of the field that opens at `open`; -1 when it does not close in time. */
function afterQuotedField(text: string, open: number, limit: number): number {
  let at = open + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    // The last character may be the first half of a doubled quote.
    if (quote < 0 || quote >= limit - 1) return -1
    if (text[quote + 1] !== '"') return quote + 1
    at = quote + 2
  }
}
