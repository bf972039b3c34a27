import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascending, quantileOf } from '../../src/measure/percentile.ts'
import { seededRandom } from '../../src/measure/random.ts'
import { quantileIn, ranked } from '../../src/measure/ranks.ts'

/** Enough for counting instead of sorting. */
function many(from: readonly number[], seed: number): Float32Array {
  const random = seededRandom(seed)
  return Float32Array.from({ length: 25_000 }, (_, i) => (from[i % from.length] ?? 0) * (1 + random()))
}

describe('ranks', () => {
  it('are those of the sorted values, few or many', () => {
    const value = fc.oneof(
      fc.float({ min: 0, max: 60_000, noNaN: true }),
      fc.constant(Number.POSITIVE_INFINITY),
      fc.constant(0),
    )
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 50 }), fc.integer(), (from, seed) => {
        for (const values of [Float32Array.from(from), many(from, seed)]) {
          const sorted = ascending(values)
          const seen = ranked(values)
          for (const rank of [1, Math.ceil(values.length / 3), values.length])
            expect(seen.at(rank)).toBe(sorted[rank - 1])
        }
      }),
      { numRuns: 30 },
    )
  })

  it('are sorted where a value is negative', () => {
    const values = many([1, 5, -3], 1)
    expect(ranked(values).at(10)).toBe(ascending(values)[9])
    expect(ranked(values).at(10)).toBeLessThan(0)
  })

  it('of a part of a column are the part’s', () => {
    const whole = many([100, 7, 3000], 2)
    const part = whole.subarray(1234, 23_456)
    expect(quantileIn(part, 0.95)).toBe(quantileOf(ascending(part), 0.95))
    expect(quantileIn(ranked(part), 0.5)).toBe(quantileOf(ascending(part), 0.5))
    expect(quantileIn(new Float32Array(), 0.5)).toBeNull()
  })
})
