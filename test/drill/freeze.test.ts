import { expect, test } from 'vitest'
import { deepFreeze } from '../../src/drill/freeze.ts'

test('everything in the data is frozen, and it is the same data', () => {
  const data = { a: [{ b: 1 }], c: null, d: 'x' }
  expect(deepFreeze(data)).toBe(data)
  expect(() => {
    data.a[0]!.b = 2
  }).toThrow(TypeError)
  expect(() => data.a.push({ b: 3 })).toThrow(TypeError)
})

test('what is not an object passes', () => {
  expect([deepFreeze(1), deepFreeze(null)]).toEqual([1, null])
})
