import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holm } from '../../src/compare/holm.ts'

test('the smallest is multiplied by all, the next by those that are left, and none falls below one before it', () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005])
  expect(adjusted.map((p) => Number(p.toPrecision(6)))).toEqual([0.03, 0.06, 0.06, 0.02])
  expect(holm([])).toEqual([])
  expect(holm([0.7, 0.9])).toEqual([1, 1])
})

test('it lies between p and p times the number of tests', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (values) => {
      holm(values).forEach((adjusted, i) => {
        expect(adjusted).toBeGreaterThanOrEqual(values[i]!)
        expect(adjusted).toBeLessThanOrEqual(Math.min(1, values[i]! * values.length) + 1e-12)
      })
    }),
  )
})
