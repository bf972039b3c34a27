import { describe, expect, test } from 'vitest'
import { closePoints, pointsOf, wholePoints } from '../../../../src/report/html/timeline/points.ts'
import { metricsOf, requestsOf } from '../../../measure/build-columns.ts'
import type { RequestInput } from '../../../measure/record-input.ts'
import { steadyRequests } from '../../../measure/steadily.ts'

const sampled = (requests: RequestInput[], droppedMs: number[] = []) => ({
  requests: requestsOf(requests),
  metrics: metricsOf({ phases: [], droppedMs }),
})

/** Nobody is served for 200 ms from 30 s on. */
const broken = (toMs: number) =>
  steadyRequests({ fromMs: 0, toMs }).map((row) => ({
    ...row,
    ok: row.startMs < 30_000 || row.startMs >= 30_200,
  }))

describe('the whole run', () => {
  test('is told by seconds, as requests a second', () => {
    const points = wholePoints(sampled(broken(60_000), [12_100]), { fromMs: 0, toMs: 59_995 })
    expect(points).toMatchObject({ from: 0, step: 1 })
    expect(points.good).toHaveLength(60)
    expect([points.good[0], points.good[30], points.unanswered[30], points.unsent[12]]).toEqual([
      200, 160, 40, 1,
    ])
    expect([points.p50[30], points.p95[30]]).toEqual([10, -1])
  })

  test('of an hour is told by more than seconds, and never more than a screen has', () => {
    const rows = steadyRequests({ fromMs: 0, toMs: 3_600_000, ratePerSecond: 1 })
    const points = wholePoints(sampled(rows), { fromMs: 0, toMs: 3_599_000 })
    expect(points.step).toBe(5)
    expect(points.good).toHaveLength(720)
    expect(points.good[100]).toBe(1)
    const weeks = wholePoints(sampled(rows), { fromMs: 0, toMs: 90 * 24 * 3_600_000 })
    expect(weeks.good.length).toBeLessThanOrEqual(1200)
    expect(weeks.p95.length).toBe(weeks.good.length)
  })

  test('a bucket of several seconds shows the worst of them, and not their mean', () => {
    const points = pointsOf(sampled(broken(60_000)), { fromMs: 0, toMs: 60_000 }, 5000)
    expect(points.good[6]).toBe(160)
    expect(points.unanswered[6]).toBe(40)
    expect(points.good[5]).toBe(200)
    // Of 1,000 requests in five seconds 40 are no p95; of the 200 in its worst second they are.
    expect([points.p50[6], points.p95[6], points.p95[5]]).toEqual([10, -1, 10])
  })
})

describe('close to what matters', () => {
  const within = { fromMs: 0, toMs: 60_000 }
  test('buckets are as narrow as their requests allow', () => {
    const [points] = closePoints(sampled(broken(60_000)), within, [30_000])
    expect(points).toMatchObject({ from: 15, step: 0.1 })
    expect(points?.good).toHaveLength(300)
    // In the tenth of a second in which all fail, as a rate.
    expect([points?.good[150], points?.unanswered[150], points?.p50[150]]).toEqual([0, 200, -1])
    const slow = steadyRequests({ fromMs: 0, toMs: 60_000, ratePerSecond: 50 })
    expect(closePoints(sampled(slow), within, [30_000])[0]?.step).toBe(0.5)
    const few = steadyRequests({ fromMs: 0, toMs: 60_000, ratePerSecond: 5 })
    expect(closePoints(sampled(few), within, [30_000])).toEqual([])
  })

  test('moments beside one another share a stretch, and there are no more than a page can carry', () => {
    const all = sampled(steadyRequests({ fromMs: 0, toMs: 60_000 }))
    expect(closePoints(all, within, [30_000, 31_000])).toHaveLength(1)
    const many = Array.from({ length: 40 }, (_, k) => k * 20_000)
    const long = sampled(steadyRequests({ fromMs: 0, toMs: 800_000, ratePerSecond: 40 }))
    expect(closePoints(long, { fromMs: 0, toMs: 800_000 }, many)).toHaveLength(6)
  })
})
