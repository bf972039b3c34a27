import { expect, test } from 'vitest'
import type { Bound, Indicator, Objective } from '../../src/drill/objective.ts'
import { inWords, keeps, samplesOf, valueSeen } from '../../src/run/seen-requests.ts'
import { requestRow } from './rows.ts'

const of = (indicator: Indicator, bound: Bound = { op: 'above', value: 1 }): Objective => ({
  indicator,
  filter: {},
  bound,
  over: 'window',
  place: 'a.ts:1',
})
/** Twenty of 10 ms, one of which failed. */
const rows = Array.from({ length: 20 }, (_, k) =>
  requestRow({ startMs: k, ok: k !== 7, status: k === 7 ? 500 : 200 }),
)

test.each<[Indicator, number]>([
  [{ kind: 'uptime', by: 'requests' }, 0.95],
  [{ kind: 'errors' }, 0.05],
  [{ kind: 'failures' }, 1],
  [{ kind: 'latency', percentile: 95 }, 10],
  [{ kind: 'latency', percentile: 99 }, Number.POSITIVE_INFINITY],
])('%j is %d', (indicator, value) => {
  expect(valueSeen(of(indicator), rows)).toBe(value)
})

test('what nobody can tell while the drill runs is refused', () => {
  expect(() => valueSeen(of({ kind: 'recovery' }), rows)).toThrow(
    expect.objectContaining({ code: 'drill-invalid' }),
  )
  expect(() => keeps(1, { op: 'notWorseThan', window: 'baseline', tolerance: 0 })).toThrow()
})

test.each<[Bound, boolean]>([
  [{ op: 'below', value: 1 }, false],
  [{ op: 'atMost', value: 1 }, true],
  [{ op: 'above', value: 1 }, false],
  [{ op: 'atLeast', value: 1 }, true],
])('1 keeps %j: %s', (bound, holds) => {
  expect(keeps(1, bound)).toBe(holds)
})

test('in words and in numbers, with those that failed by name', () => {
  const uptime = of({ kind: 'uptime', by: 'requests' }, { op: 'below', value: 0.99 })
  expect(inWords(uptime, rows, 10_000)).toBe(
    '1 of 20 requests of the last 10 s failed, p95 10 ms (uptime below 99 %)',
  )
  expect(samplesOf(rows, 0, 10_000)).toMatchObject({
    total: 20,
    failed: 1,
    p95Ms: 10,
    failures: [{ startMs: 7, status: 500 }],
  })
})
