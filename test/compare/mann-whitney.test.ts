import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mannWhitney, smallestP } from '../../src/compare/mann-whitney.ts'

const A = [12.1, 14.3, 9.8, 11.0, 13.7, 10.2, 12.9]
const B = [15.2, 13.1, 16.8, 12.5, 17.3, 14.9]
const range = (count: number, make: (i: number) => number): number[] =>
  Array.from({ length: count }, (_, k) => make(k + 1))

// Reference values: scipy 1.17.1, mannwhitneyu(second, first); the one with ties, permutation_test over all choices.
describe('the Mann–Whitney test agrees with scipy', () => {
  it.each([
    { what: 'few values, exact', first: A, second: B, u: 37, p: 0.022144522144522144 },
    {
      what: 'few values with ties, exact',
      first: [3, 5, 5, 7, 8, 8, 8, 10],
      second: [5, 8, 9, 10, 10, 12],
      u: 37.5,
      p: 0.09257409257409258,
    },
    {
      what: 'many values',
      first: range(30, (i) => ((i * 37) % 101) / 7),
      second: range(25, (i) => ((i * 53) % 97) / 6 + 1.5),
      u: 449,
      p: 0.21408105919237375,
    },
    {
      what: 'many values with ties',
      first: range(30, (i) => (i * 37) % 11),
      second: range(25, (i) => (i * 53) % 13),
      u: 439,
      p: 0.2814958218732022,
    },
  ])('$what', ({ first, second, u, p }) => {
    const test = mannWhitney(first, second)
    expect(test.u).toBe(u)
    expect(test.p).toBeCloseTo(p, 12)
    expect(test.larger).toBeCloseTo(u / (first.length * second.length), 12)
  })
})

const values = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 30 })

describe('the Mann–Whitney test', () => {
  it('does not mind which group is the first', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [there, back] = [mannWhitney(a, b), mannWhitney(b, a)]
        expect(there.p).toBeCloseTo(back.p, 10)
        expect(there.u + back.u).toBe(a.length * b.length)
      }),
    )
  })

  it('sees ranks only, so that +∞ is one more rank', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const stretched = (v: number) => (v === 12 ? Number.POSITIVE_INFINITY : Math.exp(v))
        expect(mannWhitney(a.map(stretched), b.map(stretched))).toEqual(mannWhitney(a, b))
      }),
    )
  })

  it('is never made more certain by values that are alike', () => {
    fc.assert(
      fc.property(values, values, fc.double({ min: 1, max: 10, noNaN: true }), (a, b, inflation) => {
        expect(mannWhitney(a, b, inflation).p).toBeGreaterThanOrEqual(mannWhitney(a, b).p - 1e-12)
      }),
    )
  })

  it('shows nothing where nothing differs or nothing is there', () => {
    expect(mannWhitney([1, 1, 1], [1, 1]).p).toBe(1)
    expect(
      mannWhitney(
        range(50, () => 0),
        range(50, () => 0),
      ).p,
    ).toBe(1)
    expect(mannWhitney([], [1])).toEqual({ u: 0, p: 1, larger: 0.5 })
  })

  it('can give no less than the groups’ sizes allow', () => {
    for (const [m, n] of [
      [3, 3],
      [4, 4],
      [6, 6],
      [2, 9],
    ] as const) {
      const apart = mannWhitney(
        range(m, (i) => i),
        range(n, (i) => 100 + i),
      )
      expect(apart.p).toBeCloseTo(smallestP(m, n), 12)
    }
    expect(smallestP(3, 3)).toBeCloseTo(0.1, 12)
    expect(smallestP(6, 6)).toBeCloseTo(2 / 924, 12)
    expect(smallestP(1, 1)).toBe(1)
  })
})
