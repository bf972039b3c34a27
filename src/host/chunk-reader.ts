/** Knows where a chunked body ends (RFC 9112, 7.1), with chunk extensions and trailers; what is in it is not kept. */
import { NotHttp } from './not-http.ts'

export interface ChunkReader {
  /** Takes the next bytes; true once the body is whole. Throws `NotHttp`. */
  take(bytes: Buffer): boolean
}

const LINE_END = '\r\n'
const LF = 0x0a
const MAX_LINE = 64 * 1024

export function createChunkReader(): ChunkReader {
  let next: 'size' | 'data' | 'data-end' | 'trailer' | 'nothing' = 'size'
  /** Of the data of this chunk. */
  let bytesLeft = 0
  /** As far as it has come, with its end. */
  let line = ''

  const takeData = (bytes: Buffer, from: number): number => {
    const taken = Math.min(bytesLeft, bytes.length - from)
    bytesLeft -= taken
    if (bytesLeft === 0) next = 'data-end'
    return from + taken
  }
  const endLine = (): void => {
    if (!line.endsWith(LINE_END)) throw new NotHttp('A line of a chunked body does not end with CR LF.')
    const text = line.slice(0, -LINE_END.length)
    line = ''
    if (next === 'size') {
      bytesLeft = sizeOf(text)
      next = bytesLeft === 0 ? 'trailer' : 'data'
    } else if (next === 'data-end') next = 'size'
    else if (text === '') next = 'nothing'
  }
  const takeLine = (bytes: Buffer, from: number): number => {
    const end = bytes.indexOf(LF, from)
    const to = end < 0 ? bytes.length : end + 1
    line += bytes.toString('latin1', from, to)
    if (line.length > MAX_LINE) throw new NotHttp('A line of a chunked body is longer than 64 KiB.')
    if (next === 'data-end' && !LINE_END.startsWith(line))
      throw new NotHttp('A chunk is longer than its size.')
    if (end >= 0) endLine()
    return to
  }
  return {
    take(bytes) {
      for (let at = 0; at < bytes.length && next !== 'nothing'; )
        at = next === 'data' ? takeData(bytes, at) : takeLine(bytes, at)
      return next === 'nothing'
    },
  }
}

function sizeOf(line: string): number {
  const digits = /^[0-9a-f]+(?=[ \t]*(?:;|$))/i.exec(line)?.[0]
  const size = digits === undefined ? Number.NaN : Number.parseInt(digits, 16)
  if (!Number.isSafeInteger(size))
    throw new NotHttp(`A chunk's size is ${JSON.stringify(line.slice(0, 40))}.`)
  return size
}
