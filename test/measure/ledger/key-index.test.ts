import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KeyIndex, textAt } from '../../../src/measure/ledger/key-index.ts'
import { texts } from '../build-columns.ts'

const keys = fc.array(fc.string({ unit: 'grapheme', maxLength: 4 }), { maxLength: 60 })

test('finds each key by its first row and no other, as a map of texts would', () => {
  fc.assert(
    fc.property(keys, keys, (have, ask) => {
      const index = new KeyIndex(texts(have), have.length)
      expect(Array.from(index.first)).toEqual(have.map((key) => have.indexOf(key)))
      expect(index.size).toBe(new Set(have).size)
      expect(ask.map((_, row) => index.find(texts(ask), row))).toEqual(ask.map((key) => have.indexOf(key)))
    }),
  )
})

test('a text is given as it was', () => {
  expect(textAt(texts(['a', 'größer', '']), 1)).toBe('größer')
  expect(textAt(texts(['a', 'größer', '']), 2)).toBe('')
})
