import { describe, expect, it } from 'vitest'
import { objective, type RecordInput, steadyRequests } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const within = (value: number) => objective({ kind: 'recovery' }, { op: 'below', value })
const steady = steadyRequests({ fromMs: 0, toMs: 27_000 })
const phases = [{ name: 'lost', durationMs: 20_000 }]
const faults = [{ window: 'lost', instantMs: 10_000 }]
const fault = {
  kind: 'fault' as const,
  fault: 'kill',
  victim: { ref: 'any' as const },
  args: {},
  place: '',
}

function recovery(badUntilMs: number, boundMs = 10_000, more: Partial<RecordInput> = {}) {
  const requests = steady.map((one) =>
    one.startMs >= 10_000 && one.startMs < badUntilMs ? { ...one, ok: false } : one,
  )
  return indicationOf(within(boundMs), 'lost', { phases, requests, faults, ...more })
}

describe('recovery', () => {
  it('is the time to the first of five clean seconds', () => {
    expect(recovery(10_000).observed).toBe(0)
    expect(recovery(14_100).observed).toBe(5000)
  })

  it('is never where it can no longer be in time', () => {
    expect(recovery(99_000)).toMatchObject({ observed: Number.POSITIVE_INFINITY, samples: 4000 })
  })

  it('has no value where too little was seen to say', () => {
    const { observed, note } = recovery(99_000, 30_000)
    expect(observed).toBeNull()
    expect(note).toMatch(/not recovered before 15 s after the fault/)
  })

  describe('that is compared with the one of an earlier phase', () => {
    const notWorse = objective({ kind: 'recovery' }, { op: 'notWorseThan', window: 'first', tolerance: 0.5 })
    const pair = [
      { name: 'first', durationMs: 12_000, steps: [fault] },
      { name: 'lost', durationMs: 14_000, steps: [fault] },
    ]
    const both = [
      { window: 'first', instantMs: 5500 },
      { window: 'lost', instantMs: 17_500, victim: 'web-2' },
    ]
    /** Clients fail from each fault on, until so long after it. */
    const comparedAfter = (firstMs: number, lostMs: number) => {
      const requests = steadyRequests({ fromMs: 0, toMs: 33_000 }).map((one) => {
        const fails = (fromMs: number, forMs: number) => one.startMs >= fromMs && one.startMs < fromMs + forMs
        return fails(5500, firstMs) || fails(17_500, lostMs) ? { ...one, ok: false } : one
      })
      return indicationOf(notWorse, 'lost', { phases: pair, requests, faults: both })
    }

    it('has no value while it may still be in time', () => {
      // 6 s may become 9: from 12 s on it can no longer be in time, and from 9 s on it may yet.
      expect(comparedAfter(6000, 11_000)).toMatchObject({ observed: Number.POSITIVE_INFINITY })
      const open = comparedAfter(6000, 8600)
      expect(open).toMatchObject({ observed: null, reference: { observed: 6000 } })
      expect(open.note).toMatch(/not recovered before 9 s after the fault/)
    })

    it('has none either where what it is compared with has none', () => {
      const open = comparedAfter(99_000, 99_000)
      expect(open).toMatchObject({ observed: null, reference: { observed: null } })
    })
  })

  it('that is too late for one fault is so however little was seen of another', () => {
    const two = [...faults, { window: 'lost', instantMs: 22_500, victim: 'web-2' }]
    const requests = steady.map((one) =>
      one.startMs >= 10_000 && one.startMs < 15_500 ? { ...one, ok: false } : one,
    )
    expect(indicationOf(within(30_000), 'lost', { phases, requests, faults: two }).observed).toBeNull()
    expect(indicationOf(within(5000), 'lost', { phases, requests, faults: two }).observed).toBe(6000)
  })

  it('is that of the slowest fault', () => {
    const two = [...faults, { window: 'lost', instantMs: 16_000, victim: 'web-2' }]
    const requests = steady.map((one) =>
      one.startMs >= 16_500 && one.startMs < 17_500 ? { ...one, ok: false } : one,
    )
    const seen = indicationOf(within(30_000), 'lost', { phases, requests, faults: two })
    expect(seen.observed).toBe(2000)
  })

  it('has no value where the fault was never injected', () => {
    const planned = [{ name: 'lost', durationMs: 20_000, steps: [fault] }]
    expect(recovery(10_000, 10_000, { phases: planned, faults: [] })).toMatchObject({
      observed: null,
      samples: 0,
    })
  })
})
