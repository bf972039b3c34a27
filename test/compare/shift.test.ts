import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { medianOf, shiftBetween } from '../../src/compare/shift.ts'
import { seededRandom } from '../../src/measure/random.ts'

const A = [12.1, 14.3, 9.8, 11.0, 13.7, 10.2, 12.9]
const B = [15.2, 13.1, 16.8, 12.5, 17.3, 14.9]

describe('the shift between two groups', () => {
  // Bounds by counting all 1,716 orders of 7 and 6 values: the differences of rank 7 (95 %) and 4 (99 %).
  it.each([
    { alpha: 0.05, low: 0.4, high: 5.4 },
    { alpha: 0.01, low: -0.6, high: 6.6 },
  ])('has its estimate and exact bounds: $alpha', ({ alpha, low, high }) => {
    const shift = shiftBetween(A, B, { alpha })
    expect(shift?.estimate).toBeCloseTo(2.95, 10)
    expect(shift?.low).toBeCloseTo(low, 10)
    expect(shift?.high).toBeCloseTo(high, 10)
  })

  it('is the shift that was made', () => {
    const values = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 25 })
    fc.assert(
      fc.property(values, fc.integer({ min: -50, max: 50 }), (a, by) => {
        const moved = a.map((value) => value + by)
        expect(shiftBetween(a, moved, { alpha: 0.05 })?.estimate).toBe(by)
      }),
    )
  })

  it('has wider bounds where values are alike, and none where there are too few', () => {
    const alone = shiftBetween(A, B, { alpha: 0.05 })
    const alike = shiftBetween(A, B, { alpha: 0.05, inflation: 2 })
    expect(alike?.low).toBeLessThan(alone?.low ?? 0)
    expect(alike?.high).toBeGreaterThan(alone?.high ?? 0)
    expect(shiftBetween([1, 2, 3], [4, 5, 6], { alpha: 0.05 })).toMatchObject({
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    })
    expect(shiftBetween([], [1], { alpha: 0.05 })).toBeNull()
  })

  it('holds the true shift as often as it says', () => {
    const random = seededRandom(1)
    const draw = (count: number, by: number) => Array.from({ length: count }, () => random() + random() + by)
    const missed = [
      [8, 8],
      [30, 25],
    ].map(([m, n]) => {
      let missed = 0
      for (let trial = 0; trial < 1000; trial++) {
        const shift = shiftBetween(draw(m!, 0), draw(n!, 3), { alpha: 0.05 })
        if (!shift || shift.low > 3 || shift.high < 3) missed += 1
      }
      return missed
    })
    // Two deviations of 1,000 draws at 5 %.
    for (const count of missed) expect(count).toBeLessThanOrEqual(64)
  })

  it('takes failures as slower than anything', () => {
    const never = Number.POSITIVE_INFINITY
    expect(shiftBetween([1, 2, never], [never, never, never], { alpha: 0.05 })?.estimate).toBe(never)
    expect(shiftBetween([never], [never], { alpha: 0.05 })?.estimate).toBe(0)
  })
})

it('the median is of any order, and of nothing is none', () => {
  expect(medianOf([3, 1, 2])).toBe(2)
  expect(medianOf([4, 1, 2, 3])).toBe(2.5)
  expect(medianOf([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY)
  expect(medianOf([])).toBeNull()
})
