import { expect, test } from 'vitest'
import { wrap } from '../../src/report/wrap.ts'

test('lines break at spaces and are indented', () => {
  expect(wrap('one two three', 9, 2)).toEqual(['  one two', '  three'])
  expect(wrap('', 9, 2)).toEqual(['  '])
})

test('a word that does not fit stands by itself', () => {
  expect(wrap('a bbbbbbbbbb c', 5, 0)).toEqual(['a', 'bbbbbbbbbb', 'c'])
})
