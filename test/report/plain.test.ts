import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plain, plainLines } from '../../src/report/plain.ts'

test('control characters are shown, not sent', () => {
  expect(plain('\u001b[31mred\u0000\u009b')).toBe('\\x1b[31mred\\x00\\x9b')
  expect(plain('\u202egnp')).toBe('\\u202egnp')
  expect(plain('a\r\n\tb')).toBe('a b')
  expect(plain('naïve ✓ 漢字')).toBe('naïve ✓ 漢字')
})

test('what is not seen is shown', () => {
  expect(plain('a\u2028b\u200fc\u{e0041}d')).toBe('a\\u2028b\\u200fc\\u{e0041}d')
})

test('nothing that comes out gives a CI system an order', () => {
  const orders = [
    '::add-mask::a',
    '  ::error file=a::b',
    'x ::stop-commands::t',
    '##[group]a',
    '##vso[task.x]a',
  ]
  for (const order of [...orders, "##teamcity[message text='a']"]) {
    expect(plain(order)).not.toMatch(/(^|\s)::[a-z]|##(\[|vso|teamcity)/)
    expect(plain(order).replaceAll('\u200b', '')).toBe(order)
  }
  for (const text of [
    'Shop::Order.find',
    'in group ::front at least',
    '[::1]:80',
    'std::vector',
    '## a heading',
  ])
    expect(plain(text)).toBe(text)
})

test('lines stay lines; of very many the first, and how many more there are', () => {
  expect(plainLines('a\u001b[2J\n  b\r\nc')).toBe('a\\x1b[2J\n  b\nc')
  const many = plainLines('x\n'.repeat(5000)).split('\n')
  expect(many).toHaveLength(201)
  expect(many.at(-1)).toBe('… (4801 more lines)')
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
