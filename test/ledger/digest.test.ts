import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Digest } from '../../src/ledger/digest.ts'
import type { Entry } from '../../src/ledger/entry.ts'

const of = (...entries: Entry[]) => {
  const digest = new Digest()
  for (const entry of entries) digest.add(entry)
  return digest.value
}
const key = (name: string, count = 1, jobs?: number): Entry => ({
  key: name,
  count,
  ...(jobs === undefined ? {} : { jobs }),
})
const stock = (balance: string, actual: number): Entry => ({ balance, expected: 3, actual })

test('the same entries give the same in any order', () => {
  const entries = fc.array(fc.tuple(fc.string(), fc.nat(9), fc.nat(9)), { maxLength: 30 })
  fc.assert(
    fc.property(entries, (rows) => {
      const all = rows.map((row) => key(...row))
      expect(of(...all.toReversed())).toBe(of(...all))
    }),
  )
})

test('one more entry, another key, count, number of jobs or balance gives another', () => {
  const all = [
    of(),
    of(key('a')),
    of(key('b')),
    of(key('a', 2)),
    of(key('a'), key('a')),
    of(key('a', 1, 0)),
    of(key('a', 1, 1)),
    of(stock('a', 1)),
    of(stock('a', 2)),
    of(stock('a', 1), stock('b', 2)),
    of(stock('a', 2), stock('b', 1)),
  ]
  expect(new Set(all).size).toBe(all.length)
})
