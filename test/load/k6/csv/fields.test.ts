import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldAt, splitFields, tagIn } from '../../../../src/load/k6/csv/fields.ts'
import { quoted } from './stream.ts'

const cells = fc.array(fc.oneof(fc.string(), fc.constantFrom('', '"', ',', 'a,b', '\n', '""')), {
  minLength: 1,
})

test('a row is split into the cells that it was made of', () => {
  fc.assert(
    fc.property(cells, (row) => {
      const text = row.map(quoted).join(',')
      const isQuoted = text.includes('"')
      expect(splitFields(text, isQuoted)).toEqual(row)
      for (const [index, cell] of row.entries()) expect(fieldAt(text, isQuoted, index)).toBe(cell)
      expect(fieldAt(text, isQuoted, row.length)).toBeUndefined()
    }),
  )
})

test('a field that is quoted and goes on, or never closes, is read without an error', () => {
  expect(splitFields('"a"b,c', true)).toEqual(['ab', 'c'])
  expect(splitFields('x,"a', true)).toEqual(['x', '"a'])
})

test('a tag is found by its whole key, in any place', () => {
  expect(tagIn('op=read&vu=3', 'op')).toBe('read')
  expect(tagIn('vu=3&op=read', 'op')).toBe('read')
  expect(tagIn('stop=no&op=yes', 'op')).toBe('yes')
  expect(tagIn('stop=no', 'op')).toBeNull()
  expect(tagIn('', 'op')).toBeNull()
  expect(tagIn('op=&a=b', 'op')).toBe('')
})
