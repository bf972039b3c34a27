import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAnswerReader } from '../../src/host/answer-reader.ts'
import { NotHttp } from '../../src/host/not-http.ts'

const OK = 'HTTP/1.1 200 OK\r\n'

/** Takes the text cut at `cuts`; after how many bytes was it whole? −1: never. */
function wholeAfter(text: string, cuts: readonly number[]): number {
  const reader = createAnswerReader()
  const bytes = Buffer.from(text, 'latin1')
  const ends = [...new Set(cuts.filter((cut) => cut > 0 && cut < bytes.length))].sort((a, b) => a - b)
  let from = 0
  for (const end of [...ends, bytes.length]) {
    if (reader.take(bytes.subarray(from, end))) return end
    from = end
  }
  return -1
}

describe('an answer', () => {
  const whole = [
    `${OK}Content-Length: 5\r\n\r\nhello`,
    `${OK}Content-Length: 0\r\n\r\n`,
    `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
    `${OK}Transfer-Encoding: gzip, Chunked\r\n\r\n0\r\n\r\n`,
    `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nDigest: a\r\nExpires: b\r\n\r\n`,
    `${OK}Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n000; last="yes"\r\n\r\n`,
    'HTTP/1.0 204 No Content\r\n\r\n',
    'HTTP/1.1 304\r\n\r\n',
    `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${OK}Content-Length: 2\r\n\r\nhi`,
  ]

  it('is whole with its last byte, however it is cut up', () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 20 })
    fc.assert(
      fc.property(fc.constantFrom(...whole), cuts, (text, some) => {
        expect(wholeAfter(text, some)).toBe(text.length)
        expect(wholeAfter(text.slice(0, -1), some)).toBe(-1)
      }),
    )
  })

  it('is not whole for a chunk that holds what the last one looks like', () => {
    const text = `${OK}Transfer-Encoding: chunked\r\n\r\nB\r\nab\r\n0\r\n\r\ncd`
    // Cut where the end seems to be.
    expect(wholeAfter(text, [text.length - 3, text.length - 2])).toBe(-1)
    expect(wholeAfter(`${text}\r\n0\r\n\r\n`, [text.length - 2])).toBe(text.length + 7)
  })

  it('has a status and headers, repeated ones joined', () => {
    const reader = createAnswerReader()
    expect(reader.head()).toBeNull()
    reader.take(
      Buffer.from(
        'HTTP/1.1 503 Not now\r\nX-Instance:web-1\r\nVia: a\r\nvia:  b \r\nContent-Length: 9\r\n\r\n',
      ),
    )
    expect(reader.head()).toEqual({
      status: 503,
      headers: { 'x-instance': 'web-1', via: 'a, b', 'content-length': '9' },
    })
  })

  it('without a length is whole when the connection ends, and one with a length is not', () => {
    const ended = (text: string): boolean => {
      const reader = createAnswerReader()
      expect(reader.take(Buffer.from(text))).toBe(false)
      return reader.wholeAtEnd()
    }
    expect(ended(`${OK}\r\nsome text`)).toBe(true)
    expect(ended(`${OK}Content-Length: 5\r\n\r\nhell`)).toBe(false)
    expect(ended(`${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n`)).toBe(false)
    expect(ended(OK)).toBe(false)
    expect(ended('')).toBe(false)
  })

  it('is refused when it is no HTTP, or its head has no end', () => {
    for (const text of [
      'SSH-2.0-OpenSSH\r\n\r\n',
      'HTTP/2 200\r\n\r\n',
      'HTTP/1.1 20 OK\r\n\r\n',
      '\r\n\r\n',
    ]) {
      expect(() => createAnswerReader().take(Buffer.from(text))).toThrow(NotHttp)
    }
    expect(() => createAnswerReader().take(Buffer.from(OK + 'x'.repeat(70_000)))).toThrow('64 KiB')
  })
})
