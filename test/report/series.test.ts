import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsOf, percentilesOf, secondSeries, spanOf } from '../../src/report/series.ts'
import { metricsOf, requestsOf } from '../measure/build-columns.ts'
import type { RequestInput } from '../measure/record-input.ts'

const sampled = (requests: RequestInput[], droppedMs: number[] = []) => ({
  requests: requestsOf(requests),
  metrics: metricsOf({ phases: [], droppedMs }),
})
const series = (requests: RequestInput[], droppedMs: number[] = []) =>
  secondSeries(sampled(requests, droppedMs))

test('requests count in the second in which they began', () => {
  const seen = series([
    { startMs: 1999, durationMs: 700 },
    { startMs: 2000, durationMs: 10 },
    { startMs: 4100, durationMs: 5, ok: false },
  ])
  expect(seen).toMatchObject({
    fromSecond: 1,
    good: [1, 1, 0, 0],
    unanswered: [0, 0, 0, 1],
    p95: [700, 10, null, Number.POSITIVE_INFINITY],
  })
})

test('what was refused counts where it was, and not where its iteration began', () => {
  const rows = [
    { startMs: 1000, durationMs: 10 },
    { startMs: 1000, durationMs: 2500, ok: false, error: 1212 },
  ]
  expect(series(rows)).toMatchObject({
    fromSecond: 1,
    unanswered: [0, 0, 1],
    p95: [10, null, Number.POSITIVE_INFINITY],
  })
})

test('what was answered with an error is told from what was not answered', () => {
  const rows = [
    { startMs: 0, durationMs: 5, ok: false, status: 502 },
    { startMs: 0, durationMs: 5, ok: false, status: 0 },
    { startMs: 0, durationMs: 5, ok: false, status: 500 },
  ]
  expect(series(rows)).toMatchObject({ good: [0], answered: [2], unanswered: [1] })
})

test('failures are endless in a percentile', () => {
  const rows = Array.from({ length: 10 }, (_, k) => ({ startMs: k, durationMs: k + 1, ok: k < 9 }))
  const never = Number.POSITIVE_INFINITY
  expect(series(rows)).toMatchObject({ p50: [5], p95: [never], p99: [never] })
})

test('nothing gives nothing', () => {
  expect(series([])).toMatchObject({
    fromSecond: 0,
    good: [],
    answered: [],
    unanswered: [],
    unsent: [],
    p95: [],
  })
  expect(spanOf(sampled([]))).toBeNull()
})

test('the span is from the first to the last, iterations that were not sent among them', () => {
  const rows = [
    { startMs: 500, durationMs: 5 },
    { startMs: 90, durationMs: 900 },
  ]
  expect(spanOf(sampled(rows, [2000]))).toEqual({ fromMs: 90, toMs: 2000 })
})

test('buckets may be narrow: a tenth of a second of failures is not spread over its second', () => {
  const rows = Array.from({ length: 200 }, (_, k) => ({
    startMs: 1000 + k * 5,
    durationMs: 5,
    ok: k < 100 || k >= 120,
  }))
  const stretch = { fromMs: 1000, toMs: 2000 }
  const { good, unanswered } = countsOf(sampled(rows), stretch, 100)
  expect(good).toEqual([20, 20, 20, 20, 20, 0, 20, 20, 20, 20])
  expect(unanswered).toEqual([0, 0, 0, 0, 0, 20, 0, 0, 0, 0])
  expect(percentilesOf(sampled(rows), stretch, 100).p50[5]).toBe(Number.POSITIVE_INFINITY)
})

test('what lies outside of the stretch is not counted', () => {
  const rows = [999, 1000, 1999, 2000].map((startMs) => ({ startMs, durationMs: 1 }))
  expect(countsOf(sampled(rows, [500, 1500]), { fromMs: 1000, toMs: 2000 }, 500)).toMatchObject({
    good: [1, 1],
    unsent: [0, 1],
  })
})

test('the sums are the totals of the record', () => {
  const row = fc.record({
    startMs: fc.double({ min: -3000, max: 90_000, noNaN: true }),
    durationMs: fc.nat(3000),
    ok: fc.boolean(),
    status: fc.constantFrom(0, 200, 502),
  })
  const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0)
  fc.assert(
    fc.property(fc.array(row), fc.array(fc.nat(90_000)), (rows, drops) => {
      const { good, answered, unanswered, unsent, p50, p95, p99 } = series(rows, drops)
      expect(sum(good)).toBe(rows.filter((each) => each.ok).length)
      expect(sum(answered) + sum(unanswered)).toBe(rows.filter((each) => !each.ok).length)
      expect(sum(unanswered)).toBe(rows.filter((each) => !each.ok && each.status === 0).length)
      expect(sum(unsent)).toBe(drops.length)
      expect(new Set([good, unanswered, unsent, p50, p95, p99].map(({ length }) => length)).size).toBe(1)
    }),
  )
})

test('several buckets are told as one by the worst of them; those without requests by none', () => {
  const row = fc.record({ startMs: fc.nat(999), durationMs: fc.nat(3000), ok: fc.boolean() })
  const stretch = { fromMs: 0, toMs: 1000 }
  fc.assert(
    fc.property(fc.array(row), fc.integer({ min: 1, max: 12 }), (rows, together) => {
      const each = percentilesOf(sampled(rows), stretch, 100)
      const worst = percentilesOf(sampled(rows), stretch, 100, together)
      for (const q of ['p50', 'p95', 'p99'] as const) {
        const groups = Array.from({ length: Math.ceil(10 / together) }, (_, k) =>
          each[q].slice(k * together, (k + 1) * together).filter((value) => value !== null),
        )
        expect(worst[q]).toEqual(groups.map((group) => (group.length === 0 ? null : Math.max(...group))))
      }
    }),
  )
})

test('a percentile is the one that sorting gives', () => {
  const durations = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(durations, (values) => {
      const rows = values.map((durationMs) => ({ startMs: 10, durationMs }))
      const sorted = values.toSorted((a, b) => a - b)
      const [p95] = percentilesOf(sampled(rows), { fromMs: 0, toMs: 100 }, 100).p95
      expect(p95).toBe(sorted[Math.ceil(0.95 * values.length - 1e-9) - 1])
    }),
  )
})
