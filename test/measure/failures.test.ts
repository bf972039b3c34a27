import { describe, expect, it } from 'vitest'
import { failuresByClass } from '../../src/measure/failures.ts'
import { type RecordInput, steadyRequests, type TrafficInput } from './build-record.ts'
import { contextOf } from './find.ts'

/** A kill at 10,000 ms: two under way, one after; and one much later. */
const FAILED = [
  { startMs: 9980, durationMs: 30 },
  { startMs: 9990, durationMs: 15 },
  { startMs: 10_300, durationMs: 10 },
  { startMs: 18_500, durationMs: 10 },
].map((one) => ({ ...one, ok: false, status: 502, method: 'POST' }))

function classes(more: Partial<RecordInput> = {}) {
  const context = contextOf({
    phases: [{ name: 'lost', durationMs: 15_000 }],
    requests: [...steadyRequests({ fromMs: 0, toMs: 22_000 }), ...FAILED],
    faults: [{ window: 'lost', instantMs: 10_000 }],
    ...more,
  })
  return failuresByClass(context).map(({ total, inFlight, afterwards, elsewhere, basis }) => [
    total,
    inFlight,
    afterwards,
    elsewhere,
    basis,
  ])
}

function logged(instances: string[]): TrafficInput[] {
  return FAILED.map(({ startMs, durationMs, status, method }, i) => ({
    startMs: startMs + 1,
    durationMs: durationMs - 2,
    status,
    method,
    instance: instances[i] ?? '',
  }))
}

describe('failed requests around a fault', () => {
  it('are told apart by time where nothing else is known', () => {
    expect(classes()).toEqual([[4, 2, 1, 1, 'time']])
  })

  it('were not under way on the victim where nothing of them was ever sent', () => {
    // Connects that were refused, each in an iteration that had begun before the kill.
    const refused = [9900, 9950].map((startMs) => ({ startMs, durationMs: 200, ok: false, certain: false }))
    const requests = [...steadyRequests({ fromMs: 0, toMs: 22_000 }), ...refused]
    expect(classes({ requests })).toEqual([[2, 0, 2, 0, 'time']])
  })

  it('are told apart by the edge’s log where there is one', () => {
    expect(classes({ traffic: logged(['web-1', 'web-2', 'web-1', 'web-1']) })).toEqual([
      [4, 1, 2, 1, 'edge log'],
    ])
  })

  it('are told apart by time where the log is of something else', () => {
    const other = logged(['web-1', 'web-2', 'web-1', 'web-1']).map((one) => ({ ...one, status: 200 }))
    expect(classes({ traffic: other })).toEqual([[4, 2, 1, 1, 'time']])
  })

  it('are those that were sent; how many the app kept from being sent stands beside them', () => {
    const waiting = Array.from({ length: 4 }, (_, k) => ({ startMs: 10_100 + k, durationMs: 900, ok: true }))
    const context = contextOf({
      phases: [{ name: 'lost', durationMs: 15_000 }],
      requests: [...steadyRequests({ fromMs: 0, toMs: 10_000 }), ...waiting],
      faults: [{ window: 'lost', instantMs: 10_000 }],
      maxVus: 4,
      droppedMs: [10_200, 10_300, 16_000],
    })
    expect(failuresByClass(context)).toMatchObject([{ total: 0, unsent: 2 }])
    expect(failuresByClass(contextOf({ phases: [], faults: [] }))).toEqual([])
  })

  it('are those up to the next fault', () => {
    const faults = [
      { window: 'lost', instantMs: 10_000 },
      { window: 'lost', instantMs: 18_505, victim: 'web-2' },
    ]
    expect(classes({ faults })).toEqual([
      [3, 2, 1, 0, 'time'],
      [1, 1, 0, 0, 'time'],
    ])
  })

  it('add up to all of them', () => {
    for (const [total, ...three] of classes({ traffic: logged(['web-1']) })) {
      const [inFlight, afterwards, elsewhere] = three as number[]
      expect(inFlight! + afterwards! + elsewhere!).toBe(total)
    }
  })
})
