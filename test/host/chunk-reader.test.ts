import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createChunkReader } from '../../src/host/chunk-reader.ts'
import { NotHttp } from '../../src/host/not-http.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const END = '0\r\n\r\n'

/** What could be taken for a line, a size or the end, and anything else. */
const anyData = fc
  .array(
    fc.oneof(fc.constantFrom('\r', '\n', '\r\n', '0', 'a', '\r\n0\r\n\r\n'), fc.string({ unit: 'binary' })),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => Buffer.from(parts.join('')))
  .filter(({ length }) => length > 0)
const extension = fc.constantFrom('', ';a', ' ; a=b', ';a="0;1"', '; q="\\""')
const size = (n: number, upper: boolean, zeros: number) =>
  '0'.repeat(zeros) + (upper ? n.toString(16).toUpperCase() : n.toString(16))
const chunk = fc
  .tuple(anyData, fc.boolean(), fc.nat(20), extension)
  .map(([data, upper, zeros, more]) =>
    Buffer.concat([bytes(`${size(data.length, upper, zeros)}${more}\r\n`), data, bytes('\r\n')]),
  )
const last = fc
  .tuple(
    fc.nat(3),
    extension,
    fc.array(fc.constantFrom('Digest: a', 'X:', 'Server-Timing: db;dur=53'), { maxLength: 3 }),
  )
  .map(([zeros, more, trailers]) => bytes([`0${'0'.repeat(zeros)}${more}`, ...trailers, '', ''].join('\r\n')))
const body = fc
  .tuple(fc.array(chunk, { maxLength: 6 }), last)
  .map(([chunks, end]) => Buffer.concat([...chunks, end]))
/** The length of each piece that arrives; the rest comes one by one. */
const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 40 })

/** After how many bytes it was whole; null: never. */
function wholeAfter(all: Buffer, lengths: readonly number[]): number | null {
  const reader = createChunkReader()
  for (let at = 0, k = 0; at < all.length; k++) {
    const to = Math.min(all.length, at + (lengths[k] ?? 1))
    if (reader.take(all.subarray(at, to))) return to
    at = to
  }
  return null
}

describe('a chunked body', () => {
  it('is whole exactly at its last byte, whatever is in it and wherever it is cut', () => {
    fc.assert(
      fc.property(body, pieces, (all, lengths) => {
        expect(wholeAfter(all, lengths)).toBe(all.length)
        expect(wholeAfter(all, [all.length])).toBe(all.length)
        expect(wholeAfter(all.subarray(0, -1), [all.length])).toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  it('stays whole, whatever comes behind it', () => {
    const reader = createChunkReader()
    expect(reader.take(bytes(`${END}HTTP/1.1 200 OK\r\n`))).toBe(true)
    expect(reader.take(bytes('more'))).toBe(true)
  })

  it.each([
    ['no size', `hello\r\n${END}`],
    ['an empty size', `\r\n${END}`],
    ['a negative size', `-1\r\n${END}`],
    ['a size with something behind it', `5 5\r\nhello\r\n${END}`],
    ['a size that no body has', `ffffffffffffff\r\n`],
    ['a chunk that is longer than its size', `2\r\nhello\r\n${END}`],
    ['a chunk without an end', `5\r\nhello${END}`],
    ['a line that ends with LF alone', '0\n\n'],
    ['a line without an end', `5;${'a'.repeat(70_000)}`],
  ])('with %s is none', (_what, text) => {
    expect(() => wholeAfter(bytes(text), [text.length])).toThrow(NotHttp)
    expect(() => wholeAfter(bytes(text), [])).toThrow(NotHttp)
  })
})
