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
