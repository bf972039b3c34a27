import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutLongLines } from '../../src/logs/long-lines.ts'

/** The text in pieces of these lengths, one after the other. */
function through(text: string, lengths: readonly number[], longest: number): string {
  const lines = cutLongLines(longest)
  const bytes = Buffer.from(text)
  const given: Uint8Array[] = []
  let at = 0
  for (const length of lengths) {
    given.push(lines.take(bytes.subarray(at, at + length)))
    at += length
  }
  given.push(lines.take(bytes.subarray(at)), lines.rest())
  return Buffer.concat(given).toString()
}

it('lets lines through that are not too long, in whatever pieces they come', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[ab\n]{0,40}$/),
      fc.array(fc.nat(9), { maxLength: 9 }),
      (text, lengths) => {
        expect(through(text, lengths, 40)).toBe(text)
      },
    ),
  )
})

it('cuts one that is too long, and says how much of it is left out', () => {
  expect(through(`${'x'.repeat(25)}\nb\n`, [], 40)).toBe(`${'x'.repeat(25)}\nb\n`)
  expect(through(`${'x'.repeat(25)}\nb\n`, [20], 10)).toBe(
    `${'x'.repeat(10)} … (15 more bytes of this line were left out)\nb\n`,
  )
  expect(through('x'.repeat(25), [12, 5], 10)).toBe(
    `${'x'.repeat(10)} … (15 more bytes of this line were left out)`,
  )
})

it('gives as many lines as it takes, and never much more of one than the limit', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[ab\n]{0,200}$/),
      fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 20 }),
      (text, lengths) => {
        const told = through(text, lengths, 10)
        expect(told.split('\n')).toHaveLength(text.split('\n').length)
      },
    ),
  )
})
