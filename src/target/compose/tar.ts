/** What stands in a tar archive that comes as a stream, archives within it opened too: an image is one of its layers. */
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

const BLOCK = 512
const LARGEST_NAME = 65_536

export interface TarFile {
  /** Of one within another archive, from that one's root. */
  name: string
  content: AsyncIterable<Uint8Array>
}

/** `visit` is called for each file in turn, and reads of its content as much as it wants. */
export async function readTar(
  stream: AsyncIterable<Uint8Array>,
  visit: (file: TarFile) => Promise<void>,
): Promise<void> {
  const reader = readerOf(stream)
  let given: string | null = null
  for (;;) {
    const header = await reader.exactly(BLOCK)
    if (header === null) return
    // Two blocks of zeros end it; an archive that was written over another one may have them in its midst.
    if (header.every((byte) => byte === 0)) continue
    const { name, size, type } = headerOf(header)
    const content = reader.limited(size)
    if (type === 'L' || type === 'x') given = nameIn(await all(content), type) ?? given
    else {
      if (isFile(type)) await opened(given ?? name, content, visit)
      given = null
    }
    for await (const _rest of content);
    await reader.exactly((BLOCK - (size % BLOCK)) % BLOCK)
  }
}

/** An archive in it, compressed or not, is gone through as well. */
async function opened(
  name: string,
  content: AsyncIterable<Uint8Array>,
  visit: (file: TarFile) => Promise<void>,
): Promise<void> {
  const reader = readerOf(content)
  const first = await reader.atMost(BLOCK)
  const whole = joined(first, reader.rest())
  if (isGzip(first)) return opened(name, Readable.from(whole).compose(createGunzip()), visit)
  if (isTar(first)) return readTar(whole, visit)
  await visit({ name, content: whole })
}

interface Header {
  name: string
  size: number
  type: string
}

/** Source: POSIX pax Interchange Format, ustar; GNU's size in base 256. */
function headerOf(block: Buffer): Header {
  const text = (from: number, to: number) => block.subarray(from, to).toString('utf8').split('\0', 1)[0] ?? ''
  const prefix = isTar(block) ? text(345, 500) : ''
  const name = text(0, 100)
  const isBinary = ((block[124] ?? 0) & 0x80) !== 0
  const size = isBinary
    ? Number(block.readBigUInt64BE(128))
    : Number.parseInt(text(124, 136).trim() || '0', 8)
  return { name: prefix === '' ? name : `${prefix}/${name}`, size, type: text(156, 157) || '0' }
}

function nameIn(content: Buffer, type: 'L' | 'x'): string | null {
  const text = content.subarray(0, LARGEST_NAME).toString('utf8')
  if (type === 'L') return text.split('\0', 1)[0] ?? null
  return /(?:^|\n)\d+ path=([^\n]*)/.exec(text)?.[1] ?? null
}

function isFile(type: string): boolean {
  return type === '0' || type === '7'
}

function isTar(block: Buffer): boolean {
  return block.length === BLOCK && block.subarray(257, 262).toString('latin1') === 'ustar'
}

function isGzip(block: Buffer): boolean {
  return block[0] === 0x1f && block[1] === 0x8b
}

async function* joined(first: Buffer, rest: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  if (first.length > 0) yield first
  yield* rest
}

async function all(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}

interface Reader {
  /** Null at the end. */
  exactly(bytes: number): Promise<Buffer | null>
  atMost(bytes: number): Promise<Buffer>
  /** The next so many bytes; read further, it gives what is left of them. */
  limited(bytes: number): AsyncIterable<Uint8Array>
  rest(): AsyncIterable<Uint8Array>
}

function readerOf(stream: AsyncIterable<Uint8Array>): Reader {
  const source = stream[Symbol.asyncIterator]()
  let held = Buffer.alloc(0)
  /** At most so many bytes, at least one; null at the end. */
  const some = async (most: number): Promise<Buffer | null> => {
    while (held.length === 0) {
      const { done, value } = await source.next()
      if (done) return null
      held = Buffer.from(value)
    }
    const piece = held.subarray(0, most)
    held = held.subarray(piece.length)
    return piece
  }
  const atMost = async (bytes: number): Promise<Buffer> => {
    const pieces: Buffer[] = []
    for (let left = bytes; left > 0; ) {
      const piece = await some(left)
      if (piece === null) break
      pieces.push(piece)
      left -= piece.length
    }
    return Buffer.concat(pieces)
  }
  return {
    atMost,
    async exactly(bytes) {
      const read = await atMost(bytes)
      return read.length < bytes ? null : read
    },
    limited(bytes) {
      let left = bytes
      return {
        [Symbol.asyncIterator]: () => ({
          async next() {
            const piece = left > 0 ? await some(left) : null
            if (piece === null) return { done: true, value: undefined }
            left -= piece.length
            return { done: false, value: piece }
          },
        }),
      }
    },
    rest: () => ({
      [Symbol.asyncIterator]: () => ({
        async next() {
          const piece = await some(Number.POSITIVE_INFINITY)
          return piece === null ? { done: true, value: undefined } : { done: false, value: piece }
        },
      }),
    }),
  }
}
