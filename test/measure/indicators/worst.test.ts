import fc from 'fast-check'
import { expect, it } from 'vitest'
import { worstPart, worstSliding } from '../../../src/measure/indicators/worst.ts'
import { ascending, quantileOf } from '../../../src/measure/percentile.ts'

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
        return [quantileOf(ascending(Float32Array.from(some, (one) => one.durationMs)), 0.9) ?? 0]
      }).flat()
      const worst = worstSliding({ atMs, durationMs }, { startMs: 0, endMs: 13_000 }, 0.9, 3, 'it')
      expect(worst?.observed ?? null).toBe(values.length === 0 ? null : Math.max(...values))
    }),
  )
})

it('is none for a window of ten seconds', () => {
  const some = { atMs: Float64Array.of(1, 2, 3), durationMs: Float32Array.of(1, 2, 3) }
  expect(worstSliding(some, { startMs: 0, endMs: 10_000 }, 0.5, 1, 'it')).toBeNull()
})

it('takes the first of equal parts', () => {
  const part = (what: string, observed: number) => ({ what, observed, samples: 1 })
  expect(worstPart([null, part('a', 1), part('b', 3), part('c', 3)])?.what).toBe('b')
  expect(worstPart([null])).toBeNull()
})
