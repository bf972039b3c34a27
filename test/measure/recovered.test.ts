import { expect, it } from 'vitest'
import {
  objective,
  p95Below150,
  type RecordInput,
  type RequestInput,
  steadyRequests,
} from './build-record.ts'
import { contextOf } from './find.ts'

const steady = steadyRequests({ fromMs: 0, toMs: 32_000 })

function recovery(requests: RequestInput[], more: Partial<RecordInput> = {}) {
  const phases = [
    { name: 'lost', durationMs: 15_000 },
    { name: 'settled', durationMs: 10_000 },
  ]
  const faults = [{ window: 'lost', instantMs: 10_000 }]
  return contextOf({ phases, requests, faults, ...more }).recoveries[0]
}

it('finds the first and the last error, and the first of five clean seconds', () => {
  const requests = steady.map((one) =>
    one.startMs >= 10_100 && one.startMs < 12_500 ? { ...one, ok: false } : one,
  )
  expect(recovery(requests)).toMatchObject({
    firstErrorMs: 100,
    lastErrorMs: 2495,
    recoveredMs: 3000,
    earliestMs: 3000,
  })
})

it('has none of what was never seen', () => {
  const dead = steady.map((one) => (one.startMs >= 10_000 ? { ...one, ok: false } : one))
  expect(recovery(dead)).toMatchObject({
    firstErrorMs: 0,
    lastErrorMs: 9995,
    recoveredMs: null,
    earliestMs: 20_000,
  })
  expect(recovery(steady)).toMatchObject({ firstErrorMs: null, lastErrorMs: null, recoveredMs: 0 })
})

it('is not come to while requests fail whose start is not known', () => {
  // Connects that are refused, each in an iteration of several requests.
  const refused = Array.from({ length: 40 }, (_, k) => ({
    startMs: 10_050 + 100 * k,
    durationMs: 60,
    ok: false,
    certain: false,
  }))
  // The last of them ended at 14,010 ms, in the fifth second.
  expect(recovery([...steady, ...refused])).toMatchObject({
    firstErrorMs: 110,
    lastErrorMs: 4010,
    recoveredMs: 5000,
  })
  // Under way at the instant, by what is known of it.
  expect(recovery([...steady, { startMs: 9950, durationMs: 60, ok: false, certain: false }])).toMatchObject({
    firstErrorMs: 10,
    recoveredMs: 1000,
  })
})

it('looks no further than where every request can have ended', () => {
  const phases = [{ name: 'lost', durationMs: 9000 }]
  expect(recovery(steady, { phases })).toMatchObject({ recoveredMs: null, earliestMs: 0 })
})

it('is held against the latency objective of all requests, not of one slow route', () => {
  // One request in eight takes 90 ms until 14 s: above a third of 150 ms, and far below a third of 3 s.
  const slow = steady.map((one, i) =>
    one.startMs >= 10_000 && one.startMs < 14_000 && i % 8 === 0 ? { ...one, durationMs: 90 } : one,
  )
  const reports = objective(
    { kind: 'latency', percentile: 95 },
    { op: 'below', value: 3000 },
    { filter: { route: 'GET /reports' } },
  )
  expect(recovery(slow, { expect: [reports, p95Below150] })).toMatchObject({ recoveredMs: 4000 })
  const median = objective({ kind: 'latency', percentile: 50 }, { op: 'below', value: 20 })
  const busy = steady.map((one) => ({ ...one, durationMs: one.startMs < 10_000 ? 10 : 16 }))
  expect(recovery(busy, { expect: [median, p95Below150] })).toMatchObject({ recoveredMs: 0 })
})
