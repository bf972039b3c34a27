import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  badShare,
  clusteringOf,
  quantileInterval,
  quantileRanks,
  shareBounds,
} from '../../src/measure/confidence.ts'

import { ranked } from '../../src/measure/ranks.ts'

describe('bounds of a share', () => {
  it('prove 99.9 % from the known numbers of samples on', () => {
    const needed = [2995, 4742, 6294, 7752]
    const highs = (fewer: number): number[] =>
      needed.map((count, bad) => shareBounds(bad, count - fewer).high)
    expect(highs(0).every((high) => high <= 0.001)).toBe(true)
    expect(highs(1).some((high) => high <= 0.001)).toBe(false)
  })

  it('end at 0 and 1', () => {
    expect(shareBounds(0, 10).low).toBe(0)
    expect(shareBounds(10, 10).high).toBe(1)
  })
})

describe('failures in bursts', () => {
  const total = new Float64Array(20).fill(200)
  const spread = { total, bad: Float64Array.from(total, (_, i) => Number(i % 3 === 0)) }
  const burst = { total, bad: Float64Array.from(total, (_, i) => (i === 4 ? 7 : 0)) }

  it('are told from failures that are spread evenly', () => {
    expect(clusteringOf(spread)).toBeLessThan(1.05)
    expect(clusteringOf(burst)).toBeGreaterThan(6)
    expect(badShare(spread)?.method).toMatch(/independent$/)
    expect(badShare(burst)?.method).toMatch(
      /^Clopper–Pearson.*over \d+ effective samples: failures came together$/,
    )
  })

  it('make the bounds wider', () => {
    const [apart, together] = [badShare(spread), badShare(burst)]
    expect(together!.high).toBeGreaterThan(apart!.high)
  })

  it('have no bounds without samples', () => {
    expect(badShare({ bad: new Float64Array(3), total: new Float64Array(3) })).toBeNull()
  })
})

describe('the interval of a percentile', () => {
  it('has the known ranks', () => {
    expect(quantileRanks(0.95, 1000)).toEqual({ low: 936, high: 964 })
    expect(quantileRanks(0.95, 3000)).toEqual({ low: 2826, high: 2874 })
  })

  it('is open above where too few samples bound it', () => {
    const interval = quantileInterval(ranked(new Float32Array(20).fill(3)), 0.95)
    expect(interval?.high).toBe(Number.POSITIVE_INFINITY)
    expect(quantileInterval(ranked(new Float32Array()), 0.95)).toBeNull()
  })

  it('is that of fewer samples where slow ones came together', () => {
    const sorted = ranked(Float32Array.from({ length: 1000 }, (_, i) => i))
    const [plain, together] = [quantileInterval(sorted, 0.95)!, quantileInterval(sorted, 0.95, 4)!]
    expect(together.low).toBeLessThan(plain.low)
    expect(together.high).toBeGreaterThan(plain.high)
    expect(together.method).toMatch(/slow ones came together: worth \d+ samples$/)
  })

  it('can be had of ten million', () => {
    const { low, high } = quantileRanks(0.95, 10_000_000)
    expect(low).toBeGreaterThan(9_498_000)
    expect(high).toBeLessThan(9_502_000)
  })
})

describe('failures that come together', () => {
  /** As it is defined, stretch by stretch. */
  function plainly(bad: readonly number[], total: readonly number[]): number {
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
    const share = sum(bad) / sum(total)
    if (sum(bad) === 0 || share === 1) return 1
    const count = bad.length
    const effects = [1, 2, 3, 4, 6, 8, 12]
      .filter((length) => length === 1 || length * 4 <= count)
      .map((length) => {
        if (count <= length) return 0
        let squares = 0
        for (let from = 0; from < count; from++) {
          const blocks = Array.from({ length }, (_, k) => (from + k) % count)
          const samples = sum(blocks.map((k) => total[k]!))
          const excess = blocks.reduce((most, k) => most + (bad[k]! - total[k]! * share), 0)
          if (samples > 0) squares += excess ** 2 / (samples * share * (1 - share))
        }
        return squares / (count - length)
      })
    return Math.max(1, ...effects)
  }

  it('are weighed the same where most blocks are empty', () => {
    const block = fc.oneof(
      { weight: 4, arbitrary: fc.constant([0, 0] as const) },
      { weight: 1, arbitrary: fc.tuple(fc.nat(5), fc.nat(5)) },
    )
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 80 }), (blocks) => {
        const bad = blocks.map(([failed]) => failed)
        const total = blocks.map(([failed, good]) => failed + good)
        const seen = clusteringOf({ bad: Float64Array.from(bad), total: Float64Array.from(total) })
        expect(seen).toBeCloseTo(plainly(bad, total), 9)
      }),
    )
  })
})
