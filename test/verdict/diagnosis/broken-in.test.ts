import { describe, expect, test } from 'vitest'
import { objective, steadyProbes, uptimeThreeNines } from '../../measure/build-record.ts'
import { answered, firstBroken, type Told } from './build-diagnosis.ts'

describe('requests', () => {
  test('that took too long to fail broke it, and not those that failed at once', () => {
    const request = (startMs: number) => {
      if (startMs >= 15_000 && startMs < 16_000) return answered(504, 900)
      return startMs >= 12_000 && startMs < 12_100 ? answered(502) : {}
    }
    const expected = [objective({ kind: 'failure-latency', percentile: 95 }, { op: 'below', value: 500 })]
    expect(firstBroken({ request, expect: expected })).toMatchObject({
      atMs: 15_000,
      what: 'a request took too long to fail: read, answered 504 after 900 ms',
    })
  })

  /** All of ten VUs wait for an answer from 12 to 14 s. */
  const waiting = (more: Told): Told => ({
    maxVus: 10,
    expect: [uptimeThreeNines],
    ...more,
    request: (startMs, instance) => {
      if (startMs >= 11_950 && startMs < 12_000) return { durationMs: 2000 }
      if (startMs >= 12_000 && startMs < 14_000) return false
      return more.request?.(startMs, instance) ?? {}
    },
  })
  const failingFrom15 = (startMs: number) => (startMs >= 15_000 && startMs < 15_200 ? answered(502) : {})

  test('that the app kept from being sent broke it before one that failed later', () => {
    const droppedMs = Array.from({ length: 400 }, (_, k) => 12_000 + k * 5)
    expect(firstBroken(waiting({ droppedMs, request: failingFrom15 }))).toMatchObject({
      atMs: 12_000,
      what: 'a request was due and could not be sent',
    })
    expect(firstBroken(waiting({ droppedMs }))).toMatchObject({ atMs: 12_000 })
  })

  test('that the generator dropped by itself broke nothing', () => {
    const own = [11_000, 11_010]
    const apps = Array.from({ length: 400 }, (_, k) => 12_000 + k * 5)
    expect(firstBroken(waiting({ droppedMs: [...own, ...apps] }))).toMatchObject({ atMs: 12_000 })
    expect(firstBroken(waiting({ droppedMs: own, request: failingFrom15 }))).toMatchObject({ atMs: 15_000 })
  })
})

test('an outage that the prober was in the middle of when something was done began with that', () => {
  const probes = steadyProbes({ fromMs: 5000, toMs: 30_000 }).map((probe) =>
    probe.dueMs >= 11_990 && probe.dueMs < 14_000 ? { ...probe, ok: false, tookMs: 60 } : probe,
  )
  const dueMs = probes.find(({ ok }) => ok === false)?.dueMs ?? 0
  const request = (startMs: number) => (startMs >= 12_100 && startMs < 14_000 ? answered(502) : {})
  const expected = [objective({ kind: 'interruption' }, { op: 'below', value: 1000 })]
  const told = (instantMs: number) =>
    firstBroken({ probes, request, expect: expected, faults: [{ window: 'lost', instantMs }] })?.atMs
  expect(told(dueMs + 30)).toBe(dueMs + 30)
  expect(told(dueMs + 70)).toBe(dueMs)
})

test('an outage whose first probe had hung before anything was done began when that one was due', () => {
  const probes = steadyProbes({ fromMs: 5000, toMs: 30_000 }).map((probe) =>
    probe.dueMs >= 11_000 && probe.dueMs < 14_000 ? { ...probe, ok: false, tookMs: 1000 } : probe,
  )
  const request = (startMs: number) => (startMs >= 11_000 && startMs < 14_000 ? answered(502, 1000) : {})
  const expected = [objective({ kind: 'interruption' }, { op: 'below', value: 500 })]
  const faults = [{ window: 'lost', instantMs: 11_800 }]
  expect(firstBroken({ probes, request, expect: expected, faults })?.atMs).toBe(11_000)
})
