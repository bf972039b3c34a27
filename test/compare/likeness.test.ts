import { expect, test } from 'vitest'
import { inflationOf } from '../../src/compare/likeness.ts'
import { seededRandom } from '../../src/measure/random.ts'

const random = seededRandom(3)
/** First-order, with this likeness of neighbours. */
function series(count: number, likeness: number): number[] {
  let last = 0
  return Array.from({ length: count }, () => {
    const drawn = random() + random() + random() - 1.5
    last = likeness * last + Math.sqrt(1 - likeness ** 2) * drawn
    return last
  })
}
const mean = (count: number, likeness: number): number => {
  const many = Array.from({ length: 200 }, () => inflationOf([[series(count, likeness)]]))
  return many.reduce((sum, one) => sum + one, 0) / many.length
}

test('independent values are worth what they are', () => {
  expect(mean(200, 0)).toBeLessThan(1.15)
  expect(inflationOf([[[5, 1, 4, 2, 6, 3, 5, 1]]])).toBe(1)
})

test('values that follow one another alike are worth less', () => {
  // (1 + ρ) ÷ (1 − ρ): 3 for one half.
  expect(mean(200, 0.5)).toBeGreaterThan(2.4)
  expect(mean(200, 0.5)).toBeLessThan(3.6)
  expect(inflationOf([[Array.from({ length: 30 }, (_, i) => i)]])).toBeCloseTo(19, 5)
})

test('nothing is made of nothing', () => {
  expect(inflationOf([])).toBe(1)
  expect(inflationOf([[[1, 1, 1, 1, 1, 1]], []])).toBe(1)
  expect(inflationOf([[[1], [2]]])).toBe(1)
})

test('the group whose values are more alike decides', () => {
  const drift = [Array.from({ length: 30 }, (_, i) => i)]
  const calm = [[5, 1, 4, 2, 6, 3, 5, 1]]
  expect(inflationOf([calm, drift])).toBe(inflationOf([drift, calm]))
  expect(inflationOf([calm, drift])).toBeGreaterThan(10)
})
