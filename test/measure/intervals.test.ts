import { expect, test } from 'vitest'
import { intervalsOf } from '../../src/measure/intervals.ts'
import {
  buildRecord,
  objective,
  p95Below150,
  steadyProbes,
  steadyRequests,
  uptimeThreeNines,
} from './build-record.ts'

const interruption = objective({ kind: 'interruption' }, { op: 'below', value: 1000 })
const summed = objective({ kind: 'metric', name: 'sold', stat: 'sum' }, { op: 'atLeast', value: 1 })
const slowSecond = (row: { startMs: number; durationMs: number }) => ({
  ...row,
  durationMs: row.startMs >= 7000 && row.startMs < 8000 ? 80 : 10,
  ok: row.startMs < 9000 || row.startMs >= 9100,
})
const record = buildRecord({
  phases: [{ name: 'calm', durationMs: 6500 }],
  requests: steadyRequests({ fromMs: 0, toMs: 14_000 }).map(slowSecond),
  probes: steadyProbes({ fromMs: 0, toMs: 14_000 }),
  expect: [p95Below150, uptimeThreeNines, interruption, summed],
})

test('each second of a window has its value; what is left over at the end has none', () => {
  const [p95, uptime] = intervalsOf(record)
  // The window begins at 5 s. From 9 s on a tenth of a second fails: more than 5 %.
  expect(p95?.values).toEqual([10, 10, 80, 10, Number.POSITIVE_INFINITY, 10])
  expect(uptime?.values).toEqual([1, 1, 1, 1, 0.9, 1])
  expect([...(uptime?.blocks?.bad ?? [])]).toEqual([0, 0, 0, 0, 20, 0])
  expect([...(uptime?.blocks?.total ?? [])]).toEqual([200, 200, 200, 200, 200, 200])
  expect(p95?.blocks).toBeNull()
})

test('what has one value a run has no intervals', () => {
  expect(intervalsOf(record).map(({ values }) => values === null)).toEqual([false, false, true, true])
})

test('a window shorter than a second has none', () => {
  const short = buildRecord({ phases: [{ name: 'calm', durationMs: 900 }], expect: [p95Below150] })
  expect(intervalsOf(short)[0]?.values).toEqual([])
})

test('a failure whose start is not known counts in one second alone', () => {
  const failed = (endMs: number) => ({ startMs: endMs, durationMs: 0, ok: false, certain: false })
  const requests = [...steadyRequests({ fromMs: 0, toMs: 14_000 }), failed(8500), failed(11_200)]
  const [uptime] = intervalsOf(
    buildRecord({ phases: [{ name: 'calm', durationMs: 6000 }], requests, expect: [uptimeThreeNines] }),
  )
  // That of its end; the one that ended after the window may have begun in its last.
  expect([...(uptime?.blocks?.bad ?? [])]).toEqual([0, 0, 0, 1, 0, 1])
  expect([...(uptime?.blocks?.total ?? [])]).toEqual([200, 200, 200, 201, 200, 201])
})
