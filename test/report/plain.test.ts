import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plain } from '../../src/report/plain.ts'

test('control characters are shown, not sent', () => {
  expect(plain('\u001b[31mred\u0000\u009b')).toBe('\\x1b[31mred\\x00\\x9b')
  expect(plain('\u202egnp')).toBe('\\u202egnp')
  expect(plain('a\r\n\tb')).toBe('a b')
  expect(plain('naïve ✓ 漢字')).toBe('naïve ✓ 漢字')
})

test('a long text is cut, not within a character, and says how long it was', () => {
  expect(plain('abcdef', 3)).toBe('abc… (6 characters)')
  expect(plain('a\u{1f600}b', 2)).toBe('a… (4 characters)')
  expect(plain('abc', 3)).toBe('abc')
})

test('nothing that comes out controls a terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(plain(text)).not.toMatch(/\p{Cc}/u)
    }),
  )
})
