import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import { blastRadius, collect, retries, seedNumber } from '../../src/cli/options.ts'

it('collects what is given several times, in order, and leaves the list before as it was', () => {
  const before = ['rate=50/s']
  expect(collect('lose=pause', before)).toEqual(['rate=50/s', 'lose=pause'])
  expect(before).toEqual(['rate=50/s'])
})

describe('a seed', () => {
  it.each([
    ['0', 0],
    ['42', 42],
    [String(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER],
  ])('may be %s', (text, seed) => {
    expect(seedNumber(text)).toBe(seed)
  })

  it.each(['-1', '1.5', '', ' ', 'seven', '9007199254740992', 'NaN', 'Infinity'])(
    'may not be "%s"',
    (text) => {
      expect(() => seedNumber(text)).toThrow(new InvalidArgumentError('A seed is a whole number from 0.'))
    },
  )
})

describe('a blast radius', () => {
  it.each([
    ['1', 1],
    ['3', 3],
    ['all', 'all'],
  ] as const)('may be %s', (text, limit) => {
    expect(blastRadius(text)).toBe(limit)
  })

  it.each(['0', '-1', '1.5', '', ' ', 'All', 'two'])('may not be "%s"', (text) => {
    expect(() => blastRadius(text)).toThrow(new InvalidArgumentError('Give a whole number from 1, or all.'))
  })
})

describe('a number of retries', () => {
  it.each([
    ['0', 0],
    ['10', 10],
  ])('may be %s', (text, count) => {
    expect(retries(text)).toBe(count)
  })

  it.each(['-1', '11', '0.5', '', ' ', 'often'])('may not be "%s"', (text) => {
    expect(() => retries(text)).toThrow(new InvalidArgumentError('Give a whole number from 0 to 10.'))
  })
})
