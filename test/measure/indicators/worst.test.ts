import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantileRanks } from '../../../src/measure/confidence.ts'
import { partOf, worstPart, worstSliding } from '../../../src/measure/indicators/worst.ts'
import { ascending } from '../../../src/measure/percentile.ts'
import { seededRandom } from '../../../src/measure/random.ts'

it('is the worst of all stretches of ten seconds in steps of 250 ms', () => {
  const request = fc.record({
    atMs: fc.integer({ min: 0, max: 12_999 }),
    durationMs: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.constant(Number.POSITIVE_INFINITY)),
  })
  fc.assert(
    fc.property(fc.array(request, { maxLength: 60 }), (unsorted) => {
      const requests = unsorted.toSorted((a, b) => a.atMs - b.atMs)
      const atMs = Float64Array.from(requests, (one) => one.atMs)
      const durationMs = Float32Array.from(requests, (one) => one.durationMs)
      const values = Array.from({ length: 13 }, (_, step) => {
        const fromMs = step * 250
        const some = requests.filter((one) => one.atMs >= fromMs && one.atMs < fromMs + 10_000)
        if (some.length < 3) return []
        const sorted = ascending(Float32Array.from(some, (one) => one.durationMs))
        return [sorted[Math.max(1, quantileRanks(0.9, some.length, 0.025 / 2).low) - 1]!]
      }).flat()
      const worst = worstSliding({ atMs, durationMs }, { startMs: 0, endMs: 13_000 }, 0.9, 3, { what: 'it' })
      expect(worst?.low ?? null).toBe(values.length === 0 ? null : Math.max(...values))
    }),
  )
})

it('is the same where samples are few and far between, in the time of what is there', () => {
  const request = fc.record({
    atMs: fc.integer({ min: 0, max: 899_999 }),
    durationMs: fc.integer({ min: 1, max: 900 }),
  })
  fc.assert(
    fc.property(fc.array(request, { maxLength: 40 }), (unsorted) => {
      const requests = unsorted.toSorted((a, b) => a.atMs - b.atMs)
      const atMs = Float64Array.from(requests, (one) => one.atMs)
      const durationMs = Float32Array.from(requests, (one) => one.durationMs)
      let most: number | null = null
      for (let fromMs = 0; fromMs <= 890_000; fromMs += 250) {
        const some = requests.filter((one) => one.atMs >= fromMs && one.atMs < fromMs + 10_000)
        if (some.length < 2) continue
        const sorted = ascending(Float32Array.from(some, (one) => one.durationMs))
        const { low } = quantileRanks(0.5, some.length, 0.025 / 90)
        if (low > 0) most = Math.max(most ?? 0, sorted[low - 1]!)
      }
      const worst = worstSliding({ atMs, durationMs }, { startMs: 0, endMs: 900_000 }, 0.5, 2, { what: 'it' })
      expect(worst?.low ?? null).toBe(most)
    }),
    { numRuns: 30 },
  )
  const month = { startMs: 0, endMs: 31 * 24 * 3_600_000 }
  const few = { atMs: Float64Array.of(5, 6, 7), durationMs: Float32Array.of(1, 2, 3) }
  expect(worstSliding(few, month, 0.5, 4, { what: 'it' })).toBeNull()
})

it('is none for a window of ten seconds', () => {
  const some = { atMs: Float64Array.of(1, 2, 3), durationMs: Float32Array.of(1, 2, 3) }
  expect(worstSliding(some, { startMs: 0, endMs: 10_000 }, 0.5, 1, { what: 'it' })).toBeNull()
})

it('takes the first of equal parts', () => {
  const part = (what: string, low: number) => ({ what, observed: 9, low, samples: 1 })
  expect(worstPart([null, part('a', 1), part('b', 3), part('c', 3)])?.what).toBe('b')
  expect(worstPart([null])).toBeNull()
})

describe('on a load of six requests a second for a minute, of which a p95 allows one in twenty to be slow', () => {
  const atMs = Float64Array.from({ length: 360 }, (_, i) => (i * 60_000) / 360)
  const beyond = (shareAt: (atMs: number) => number): number => {
    const random = seededRandom(3)
    return Array.from({ length: 300 }).filter(() => {
      const durationMs = atMs.map((at) => (random() < shareAt(at) ? 400 : 10))
      const some = { atMs, durationMs: Float32Array.from(durationMs) }
      return worstSliding(some, { startMs: 0, endMs: 60_000 }, 0.95, 59, { what: 'it' })!.low > 150
    }).length
  }

  it('chance hardly ever makes a stretch that is beyond the bound', () => {
    // By the value itself it would be in one of three, and three of four.
    expect(beyond(() => 0.02)).toBeLessThanOrEqual(3)
    expect(beyond(() => 0.04)).toBeLessThanOrEqual(6)
  })

  it('ten slow seconds are', () => {
    expect(beyond((at) => (at >= 20_000 && at < 30_000 ? 0.3 : 0))).toBeGreaterThan(285)
  })
})

it('of so few values that none bounds the quantile from below is at least nothing', () => {
  expect(partOf({ what: 'it', among: 30 }, Float32Array.of(9, 9, 9, 9, 9), 0.5)).toMatchObject({
    observed: 9,
    low: 0,
  })
  const atMs = Float64Array.from({ length: 30 }, (_, i) => i * 2000)
  const some = { atMs, durationMs: new Float32Array(30).fill(9) }
  expect(worstSliding(some, { startMs: 0, endMs: 60_000 }, 0.5, 5, { what: 'it' })).toBeNull()
})
