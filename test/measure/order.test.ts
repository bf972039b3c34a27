import fc from 'fast-check'
import { expect, it } from 'vitest'
import { orderOf } from '../../src/measure/order.ts'

it('orders as a stable sort does', () => {
  const keys = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: -1e6, max: 1e9, noNaN: true })),
  )
  fc.assert(
    fc.property(keys, (values) => {
      const expected = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b)
      expect([...orderOf(Float64Array.from(values))]).toEqual(expected)
    }),
  )
})

it('orders keys that are all but the same', () => {
  expect([...orderOf(Float64Array.of(0, -Number.MIN_VALUE))]).toEqual([1, 0])
  expect([...orderOf(Float64Array.of(5, 5, 5))]).toEqual([0, 1, 2])
})

it('orders many keys that fall into one bucket', () => {
  const keys = Float64Array.from({ length: 500 }, (_, i) => (i === 499 ? 1e12 : 500 - i))
  const order = orderOf(keys)
  expect([...order.subarray(0, 3)]).toEqual([498, 497, 496])
  expect(order.at(-1)).toBe(499)
})
