import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesRequests } from '../../src/measure/filter.ts'
import { failedIn, samplesOf, select } from '../../src/measure/samples.ts'
import { buildRecord, type RequestInput } from './build-record.ts'

const LIMIT_MS = 2000

function selectFrom(
  requests: RequestInput[],
  startMs: number,
  endMs: number,
  instantsMs: number[] = [],
  method?: string,
) {
  const columns = buildRecord({ phases: [], requests }).requests
  const samples = samplesOf(columns, { instantsMs, baseline: null, timeLimitMs: LIMIT_MS }, [])
  return select(samples, columns, { startMs, endMs }, matchesRequests(method ? { method } : {}, columns))
}

describe('a selection', () => {
  it('is what brute force gives', () => {
    const request = fc.record({
      startMs: fc.integer({ min: 0, max: 3000 }),
      durationMs: fc.integer({ min: 0, max: 900 }),
      ok: fc.boolean(),
      certain: fc.boolean(),
      method: fc.constantFrom('GET', 'POST'),
    })
    fc.assert(
      fc.property(fc.array(request), fc.constantFrom(undefined, 'GET'), (requests, method) => {
        const faultMs = 1500
        const belongs = ({ startMs, durationMs, certain }: (typeof requests)[number]): boolean => {
          const endMs = startMs + durationMs
          const overlaps = startMs <= faultMs && endMs >= faultMs
          if (!certain) {
            const earliestMs = durationMs > 0 ? startMs : endMs - LIMIT_MS
            if (earliestMs <= faultMs && endMs >= faultMs) return true
            return endMs >= 1200 && earliestMs < 2200
          }
          return overlaps || (startMs >= 1200 && startMs < 2200)
        }
        const expected = requests.filter(
          (one) => belongs(one) && (method === undefined || one.method === method),
        )
        const found = selectFrom(requests, 1200, 2200, [faultMs], method)
        expect(found.atMs.length).toBe(expected.length)
        expect(failedIn(found.durationMs)).toBe(expected.filter(({ ok }) => !ok).length)
        expect(found.uncertain).toBe(expected.filter(({ certain }) => !certain).length)
      }),
    )
  })

  it('holds what a kill broke, although most of it began before', () => {
    // A kill at 1,000 ms with requests of 40 ms: four of six failures started before it.
    const broken = [965, 972, 980, 991, 1004, 1010].map((startMs) => ({ startMs, durationMs: 40, ok: false }))
    expect(failedIn(selectFrom(broken, 0, 999, [1000]).durationMs)).toBe(0)
    expect(failedIn(selectFrom(broken, 999, 2000, [1000]).durationMs)).toBe(6)
    // By start alone, four of them would count against what was before.
    expect(failedIn(selectFrom(broken, 0, 999, []).durationMs)).toBe(4)
  })

  it('takes failures for infinitely slow, however fast they were', () => {
    const { durationMs } = selectFrom([{ startMs: 10, durationMs: 0, ok: false }], 0, 100)
    expect([...durationMs]).toEqual([Number.POSITIVE_INFINITY])
  })

  it('has what was never sent, apart', () => {
    const { requests } = buildRecord({ phases: [], requests: [{ startMs: 10, durationMs: 5 }] })
    const samples = samplesOf(requests, { instantsMs: [], baseline: null, timeLimitMs: LIMIT_MS }, [
      { atMs: 3, likeRow: 0 },
    ])
    expect([...samples.atMs]).toEqual([3, 10])
    expect([...samples.sent]).toEqual([0, 1])
    expect(samples.durationMs[0]).toBe(Number.POSITIVE_INFINITY)
  })
})
