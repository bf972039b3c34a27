import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAddress, isWithinOne, LOOPBACK, outsideOf, rangeOf } from '../../../src/run/hosts/ranges.ts'

const isIn = (address: string, ...ranges: string[]) => isWithinOne(address, ranges.map(rangeOf))

test('an address is within a range of its own family that it begins as', () => {
  expect(isIn('10.0.0.255', '10.0.0.0/24')).toBe(true)
  expect(isIn('10.0.1.0', '10.0.0.0/24')).toBe(false)
  expect(isIn('10.0.0.5', '10.0.0.5')).toBe(true)
  expect(isIn('2001:db8::7', '2001:db8::/32')).toBe(true)
  expect(isIn('::7f00:1', '127.0.0.0/8')).toBe(false)
  expect(isIn('9.9.9.9', '0.0.0.0/0')).toBe(true)
})

test('an IPv4 address in the dress of IPv6 is the same one', () => {
  expect(isIn('::ffff:10.0.0.5', '10.0.0.0/24')).toBe(true)
  expect(isIn('::ffff:10.0.0.5', '::/0')).toBe(false)
})

test.each(['127.0.0.1', '127.255.255.254', '::1'])('%s is this machine', (address) => {
  expect(isWithinOne(address, LOOPBACK)).toBe(true)
})

test.each(['128.0.0.1', '126.255.255.255', '0.0.0.0', '10.0.0.1', '::', '::2', '169.254.169.254'])(
  '%s is not',
  (address) => {
    expect(isWithinOne(address, LOOPBACK)).toBe(false)
  },
)

test('what is no address is told apart', () => {
  expect(['10.0.0.1', '::1', 'localhost', '', '10.0.0.0/8'].map(isAddress)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
  expect(() => rangeOf('localhost')).toThrow()
})

describe('all that lies outside', () => {
  test('of loopback, in the fewest ranges', () => {
    const ranges = outsideOf(LOOPBACK)
    expect(ranges.filter((range) => !range.includes(':'))).toEqual([
      '0.0.0.0/2',
      '64.0.0.0/3',
      '96.0.0.0/4',
      '112.0.0.0/5',
      '120.0.0.0/6',
      '124.0.0.0/7',
      '126.0.0.0/8',
      '128.0.0.0/1',
    ])
    // All addresses but one: one range for each of its bits.
    expect(ranges.filter((range) => range.includes(':'))).toHaveLength(128)
    expect(ranges).toContain('8000::/1')
    expect(ranges).toContain('::/128')
  })

  test('of everything is nothing', () => {
    expect(outsideOf(['0.0.0.0/0', '::/0'].map(rangeOf))).toEqual([])
  })

  test('of nothing is everything', () => {
    expect(outsideOf([])).toEqual(['0.0.0.0/0', '::/0'])
  })

  test('has every address that is not in the ranges, and no other', () => {
    const address = fc.ipV4()
    const range = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([at, bits]) => `${at}/${bits}`)
    fc.assert(
      fc.property(
        fc.array(range, { maxLength: 5 }),
        fc.array(address, { minLength: 1 }),
        (ranges, addresses) => {
          const allowed = ranges.map(rangeOf)
          const denied = outsideOf(allowed).map(rangeOf)
          for (const each of addresses) expect(isWithinOne(each, denied)).toBe(!isWithinOne(each, allowed))
        },
      ),
    )
  })

  test('of IPv6 as well', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), fc.ipV6(), (at, bits, each) => {
        const allowed = [rangeOf(`${at}/${bits}`)]
        const denied = outsideOf(allowed).map(rangeOf)
        expect(isWithinOne(each, denied)).toBe(!isWithinOne(each, allowed))
      }),
    )
  })
})
