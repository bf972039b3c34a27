import { expect, test } from 'vitest'
import { Names, OTHERS } from '../../../src/journal/columns/names.ts'

test('a name keeps its code, and a vector its chunks', () => {
  const names = new Names(10)
  expect([names.codeOf('a'), names.codeOf('b'), names.codeOf('a')]).toEqual([0, 1, 0])
  const first = names.vector()
  expect(names.vector()).toBe(first)
  expect(names.codeOf('c')).toBe(2)
  const second = names.vector()
  expect(Array.from(second)).toEqual(['a', 'b', 'c'])
  // The writer knows by identity what it has written already.
  expect(second.data[0]).toBe(first.data[0])
})

test('the last code is for all others', () => {
  const names = new Names(3)
  expect(['a', 'b', 'c', 'd', 'a'].map((name) => names.codeOf(name))).toEqual([0, 1, 2, 2, 0])
  expect(Array.from(names.vector())).toEqual(['a', 'b', OTHERS])
})

test('so much of a name is kept, and no more', () => {
  const names = new Names(10)
  expect(names.codeOf('x'.repeat(100_000))).toBe(0)
  expect(names.codeOf('x'.repeat(50_000))).toBe(0)
  expect(String(names.vector().get(0)).length).toBe(1001)
})
