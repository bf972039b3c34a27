import { describe, expect, it } from 'vitest'
import { objective, type RecordInput, type RequestInput } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const accepted = objective({ kind: 'check', name: 'order accepted' }, { op: 'atLeast', value: 0.99 })
const phases = [{ name: 'lost', durationMs: 10_000 }]

function checks(values: number[], label = 'order accepted') {
  return values.map((value, i) => ({ atMs: 5000 + i * 10, metric: 'checks', label, value }))
}

it('is the share of passes', () => {
  const metrics = [...checks([1, 1, 0, 1]), ...checks([0, 0], 'another'), { ...checks([0])[0]!, atMs: 4000 }]
  const seen = indicationOf(accepted, 'lost', { phases, metrics })
  expect(seen).toMatchObject({ observed: 0.75, samples: 4, bad: 1 })
  expect(seen.confidence!.low).toBeLessThan(0.75)
  expect(seen.confidence!.high).toBeGreaterThan(0.75)
})

it('has no value where the check was never made', () => {
  const seen = indicationOf(accepted, 'lost', { phases, metrics: checks([1], 'another') })
  expect(seen).toMatchObject({ observed: null, samples: 0 })
  expect(seen.note).toBe('no check named "order accepted" was made in the window')
})

describe('a check of a request', () => {
  const two = [
    { name: 'baseline', durationMs: 10_000 },
    { name: 'lost', durationMs: 10_000 },
  ]
  const failedOf = (request: RequestInput, atMs: number, more: Partial<RecordInput> = {}) => {
    const metrics = [
      { ...checks([1])[0]!, atMs: 5100 },
      { ...checks([1])[0]!, atMs: 16_000 },
      { ...checks([0])[0]!, atMs, request: 1 },
    ]
    const input = { phases: two, metrics, requests: [request], ...more }
    return two.map(({ name }) => indicationOf(accepted, name, input).bad)
  }

  it('is judged where the request is, which was asked before the window ended', () => {
    expect(failedOf({ startMs: 14_000, durationMs: 2000, ok: false }, 16_001)).toEqual([1, 0])
    expect(failedOf({ startMs: 15_000, durationMs: 2000, ok: false }, 17_001)).toEqual([0, 1])
  })

  it('is judged where what broke the request was done', () => {
    const faults = [{ window: 'lost', instantMs: 15_020 }]
    expect(failedOf({ startMs: 14_990, durationMs: 40, ok: false }, 15_031, { faults })).toEqual([0, 1])
  })

  it('is judged wherever the request may have begun', () => {
    const uncertain = { startMs: 14_900, durationMs: 200, ok: false, certain: false }
    expect(failedOf(uncertain, 15_101)).toEqual([1, 1])
  })

  it('goes by its own time where the request was cut off', () => {
    expect(failedOf({ startMs: 14_000, durationMs: 2000 }, 16_001, { requests: [] })).toEqual([0, 1])
  })
})
