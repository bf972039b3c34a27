import { type ChunkReader, createChunkReader } from './chunk-reader.ts'
import { NotHttp } from './not-http.ts'

/**
 * Reads just enough of an HTTP/1.1 answer (RFC 9112) to know its status, its headers, and when it is whole. For the
 * prober only, which asks for a page fifty times a second and needs to know to the millisecond when it came.
 */
export interface AnswerReader {
  /** Takes the next bytes; true once the answer is whole. Throws `NotHttp`. */
  take(bytes: Buffer): boolean
  /** The connection was closed: is the answer whole? One that tells no length ends so. */
  wholeAtEnd(): boolean
  /** Null until it is there. */
  head(): Head | null
}

export interface Head {
  status: number
  /** Names in small letters. */
  headers: Record<string, string>
}

const HEAD_END = '\r\n\r\n'
const MAX_HEAD_BYTES = 64 * 1024

type Body =
  | { kind: 'none' }
  | { kind: 'length'; bytes: number }
  | { kind: 'chunks'; chunks: ChunkReader }
  | { kind: 'until-closed' }

export function createAnswerReader(): AnswerReader {
  let waiting: Buffer = Buffer.alloc(0)
  let head: Head | null = null
  let body: Body = { kind: 'until-closed' }
  let bytesSoFar = 0

  const takeBody = (bytes: Buffer): boolean => {
    bytesSoFar += bytes.length
    if (body.kind === 'chunks') return body.chunks.take(bytes)
    return body.kind === 'none' || (body.kind === 'length' && bytesSoFar >= body.bytes)
  }
  return {
    take(bytes) {
      if (head !== null) return takeBody(bytes)
      waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes])
      for (;;) {
        const end = waiting.indexOf(HEAD_END)
        if (end < 0 && waiting.length > MAX_HEAD_BYTES) throw new NotHttp('The head is longer than 64 KiB.')
        if (end < 0) return false
        const read = readHead(waiting.toString('latin1', 0, end))
        waiting = waiting.subarray(end + HEAD_END.length)
        // 100 and 103 announce an answer; 101 is one.
        if (read.status < 200 && read.status !== 101) continue
        head = read
        body = bodyOf(read)
        return takeBody(waiting)
      }
    },
    wholeAtEnd: () => head !== null && body.kind === 'until-closed',
    head: () => head,
  }
}

function readHead(text: string): Head {
  const [statusLine = '', ...lines] = text.split('\r\n')
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine)?.[1]
  if (status === undefined) throw new NotHttp(`It begins with ${JSON.stringify(statusLine.slice(0, 40))}.`)
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  // A name may be anything, `__proto__` too.
  return { status: Number(status), headers: Object.fromEntries(headers) }
}

function bodyOf({ status, headers }: Head): Body {
  if (status === 204 || status === 304) return { kind: 'none' }
  if (headers['transfer-encoding']?.toLowerCase().includes('chunked'))
    return { kind: 'chunks', chunks: createChunkReader() }
  const length = headers['content-length']
  return length === undefined ? { kind: 'until-closed' } : { kind: 'length', bytes: Number(length) }
}
