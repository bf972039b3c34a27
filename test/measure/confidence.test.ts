import { describe, expect, it } from 'vitest'
import {
  badShare,
  dispersionOf,
  quantileInterval,
  quantileRanks,
  shareBounds,
} from '../../src/measure/confidence.ts'
import { seededRandom } from '../../src/measure/random.ts'

describe('bounds of a share', () => {
  it('prove 99.9 % from the known numbers of samples on', () => {
    const needed = [2995, 4742, 6294, 7752]
    const highs = (fewer: number): number[] =>
      needed.map((count, bad) => shareBounds(bad, count - fewer).high)
    expect(highs(0).every((high) => high <= 0.001)).toBe(true)
    expect(highs(1).some((high) => high <= 0.001)).toBe(false)
  })

  it('hold the truth in 95 % of cases on each side', () => {
    const random = seededRandom(1)
    const [trials, samples, truth] = [2000, 400, 0.02]
    let [below, above] = [0, 0]
    for (let trial = 0; trial < trials; trial++) {
      let bad = 0
      for (let i = 0; i < samples; i++) if (random() < truth) bad += 1
      const { low, high } = shareBounds(bad, samples)
      if (truth < low) below += 1
      if (truth > high) above += 1
    }
    // At most 5 % each, plus three standard errors of 2,000 trials; and not absurdly wide.
    expect(below / trials).toBeLessThan(0.065)
    expect(above / trials).toBeLessThan(0.065)
    expect((below + above) / trials).toBeGreaterThan(0.03)
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
    expect(dispersionOf(spread, 7 / 4000)).toBeLessThan(2)
    expect(dispersionOf(burst, 7 / 4000)).toBeGreaterThan(2)
    expect(badShare(spread, 7)?.method).toMatch(/^Clopper–Pearson/)
    expect(badShare(burst, 7)?.method).toMatch(/^block bootstrap/)
  })

  it('make the bounds wider, the same for the same seed', () => {
    const [apart, together] = [badShare(spread, 7), badShare(burst, 7)]
    expect(together!.high).toBeGreaterThan(apart!.high)
    expect(badShare(burst, 7)).toEqual(together)
  })

  it('have no bounds without samples', () => {
    expect(badShare({ bad: new Float64Array(3), total: new Float64Array(3) }, 7)).toBeNull()
  })
})

describe('the interval of a percentile', () => {
  it('has the known ranks', () => {
    expect(quantileRanks(0.95, 1000)).toEqual({ low: 936, high: 964 })
    expect(quantileRanks(0.95, 3000)).toEqual({ low: 2826, high: 2874 })
  })

  it('holds the truth in 95 % of cases', () => {
    const random = seededRandom(2)
    const [trials, samples] = [1000, 200]
    let missed = 0
    for (let trial = 0; trial < trials; trial++) {
      const sorted = Float64Array.from({ length: samples }, random).sort()
      const { low, high } = quantileInterval(sorted, 0.95)!
      if (low > 0.95 || high < 0.95) missed += 1
    }
    expect(missed / trials).toBeLessThan(0.07)
    expect(missed / trials).toBeGreaterThan(0.005)
  })

  it('is open above where too few samples bound it', () => {
    const interval = quantileInterval(new Float64Array(20).fill(3), 0.95)
    expect(interval?.high).toBe(Number.POSITIVE_INFINITY)
    expect(quantileInterval([], 0.95)).toBeNull()
  })

  it('can be had of ten million', () => {
    const { low, high } = quantileRanks(0.95, 10_000_000)
    expect(low).toBeGreaterThan(9_498_000)
    expect(high).toBeLessThan(9_502_000)
  })
})
