import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascending, leastSamples, quantileOf, rankOf, selectRank } from '../../src/measure/percentile.ts'

const durations = fc.array(
  fc.oneof(fc.float({ min: 0, max: 5000, noNaN: true }), fc.constant(Number.POSITIVE_INFINITY)),
  { minLength: 1, maxLength: 300 },
)
const q = fc.constantFrom(0.5, 0.9, 0.95, 0.99, 0.999)

/** By definition: the least value that at least a share q of all values does not exceed. */
function bruteForce(values: readonly number[], share: number): number {
  const enough = values.filter(
    (value) => values.filter((other) => other <= value).length >= share * values.length - 1e-9,
  )
  return Math.min(...enough)
}

describe('percentiles', () => {
  it('are the least value that a share q does not exceed', () => {
    fc.assert(
      fc.property(durations, q, (values, share) => {
        expect(quantileOf(ascending(Float32Array.from(values)), share)).toBe(bruteForce(values, share))
      }),
    )
  })

  it('are found by selection as by sorting', () => {
    fc.assert(
      fc.property(durations, q, (values, share) => {
        const some = Float32Array.from(values)
        const selected = selectRank(some.slice(), rankOf(share, some.length))
        expect(selected).toBe(quantileOf(ascending(some), share))
      }),
    )
  })

  it('never take a refused connection for a fast one', () => {
    const oneInTen = Float32Array.from({ length: 100 }, (_, i) =>
      i % 10 === 0 ? Number.POSITIVE_INFINITY : 5,
    )
    expect(quantileOf(ascending(oneInTen), 0.95)).toBe(Number.POSITIVE_INFINITY)
    expect(quantileOf(ascending(oneInTen), 0.9)).toBe(5)
  })

  it('have no value without samples', () => {
    expect(quantileOf([], 0.95)).toBeNull()
  })

  it('take a whole rank for what is a whole rank', () => {
    expect(rankOf(0.95, 100)).toBe(95)
    expect(rankOf(0.999, 1000)).toBe(999)
    expect(rankOf(0.95, 1)).toBe(1)
  })

  it('need 59 samples for p95 and 2,995 for p99.9', () => {
    expect(leastSamples(0.95)).toBe(59)
    expect(leastSamples(0.999)).toBe(2995)
  })
})
