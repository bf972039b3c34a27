import fc from 'fast-check'
import { expect, test } from 'vitest'
import { secondSeries } from '../../src/report/series.ts'
import { metricsOf, requestsOf } from '../measure/build-columns.ts'
import type { RequestInput } from '../measure/record-input.ts'

const series = (requests: RequestInput[], droppedMs: number[] = []) =>
  secondSeries({ requests: requestsOf(requests), metrics: metricsOf({ phases: [], droppedMs }) })

test('requests count in the second in which they began', () => {
  const seen = series([
    { startMs: 1999, durationMs: 700 },
    { startMs: 2000, durationMs: 10 },
    { startMs: 4100, durationMs: 5, ok: false },
  ])
  expect(seen).toMatchObject({
    fromSecond: 1,
    ok: [1, 1, 0, 0],
    failed: [0, 0, 0, 1],
    p95: [700, 10, null, null],
  })
})

test('failures are endless in a percentile', () => {
  const rows = Array.from({ length: 10 }, (_, k) => ({ startMs: k, durationMs: k + 1, ok: k < 9 }))
  expect(series(rows)).toMatchObject({ p50: [5], p95: [null], p99: [null] })
})

test('nothing gives nothing', () => {
  expect(series([])).toMatchObject({ ok: [], failed: [], dropped: [] })
})

test('the sums are the totals of the record', () => {
  const row = fc.record({
    startMs: fc.double({ min: -3000, max: 90_000, noNaN: true }),
    durationMs: fc.nat(3000),
    ok: fc.boolean(),
  })
  const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0)
  fc.assert(
    fc.property(fc.array(row), fc.array(fc.nat(90_000)), (rows, drops) => {
      const { ok, failed, dropped, p50, p95, p99 } = series(rows, drops)
      expect(sum(ok)).toBe(rows.filter((each) => each.ok).length)
      expect(sum(failed)).toBe(rows.filter((each) => !each.ok).length)
      expect(sum(dropped)).toBe(drops.length)
      expect(new Set([ok, failed, dropped, p50, p95, p99].map(({ length }) => length)).size).toBe(1)
    }),
  )
})
