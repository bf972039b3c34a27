import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LineCutter } from '../../src/journal/line-cutter.ts'

function cut(
  bytes: Uint8Array,
  pieces: readonly number[] = [bytes.length],
): { lines: string[]; tooLong: number } {
  const lines: string[] = []
  const cutter = new LineCutter((line) => lines.push(line))
  let at = 0
  for (const length of [...pieces, bytes.length]) {
    cutter.push(bytes.subarray(at, at + length))
    at += length
  }
  cutter.end()
  return { lines, tooLong: cutter.tooLong }
}

test('lines are the same wherever the pieces end, also within a character', () => {
  const text = fc.array(fc.string({ unit: 'grapheme' }).filter((line) => !/[\n\r]/.test(line)))
  fc.assert(
    fc.property(text, fc.array(fc.integer({ min: 1, max: 20 })), (lines, pieces) => {
      const bytes = new TextEncoder().encode(lines.join('\n'))
      expect(cut(bytes, pieces).lines).toEqual(
        lines.map((line) => line.toWellFormed()).filter((line) => line !== ''),
      )
    }),
  )
})

test.each([[1000], [100_000]])('a line without end is passed over and counted, in pieces of %d', (piece) => {
  const long = 'x'.repeat(3_000_000)
  const bytes = new TextEncoder().encode(`before\n${long}\nafter\n${long}`)
  const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, () => piece)
  expect(cut(bytes, pieces)).toEqual({ lines: ['before', 'after'], tooLong: 2 })
})
