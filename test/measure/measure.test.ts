import { describe, expect, it } from 'vitest'
import { measure } from '../../src/measure/measure.ts'
import {
  buildRecord,
  objective,
  p95Below150,
  type RecordInput,
  steadyProbes,
  steadyRequests,
  uptimeThreeNines,
} from './build-record.ts'

const kinds = [
  p95Below150,
  uptimeThreeNines,
  objective({ kind: 'uptime', by: 'time' }, { op: 'atLeast', value: 0.999 }),
  objective({ kind: 'errors' }, { op: 'below', value: 0.01 }),
  objective({ kind: 'interruption' }, { op: 'below', value: 1000 }),
  objective({ kind: 'recovery' }, { op: 'below', value: 10_000 }),
]
const fault = {
  kind: 'fault' as const,
  fault: 'kill',
  victim: { ref: 'any' as const },
  args: {},
  place: '',
}
const killNode: RecordInput = {
  phases: [
    { name: 'baseline', durationMs: 10_000 },
    { name: 'lost', durationMs: 20_000, steps: [fault] },
  ],
  requests: steadyRequests({ fromMs: 0, toMs: 37_000 }),
  probes: steadyProbes({ fromMs: 0, toMs: 37_000 }),
  faults: [{ window: 'lost', instantMs: 15_010 }],
  expect: kinds,
}

function observed(input: RecordInput, window = 'lost'): (number | null)[] {
  const { indicators } = measure(buildRecord(input))
  return indicators.filter((one) => one.window === window).map((one) => one.observed)
}

describe('a run', () => {
  it('that is healthy shows it', () => {
    expect(observed(killNode)).toEqual([10, 1, 1, 0, 0, 0])
  })

  it('against a dead target passes in nothing', () => {
    const requests = killNode.requests?.map((one) => ({ ...one, ok: false, durationMs: 0 })) ?? []
    const probes = killNode.probes?.map((one) => ({ ...one, ok: false, tookMs: 1 })) ?? []
    const never = Number.POSITIVE_INFINITY
    expect(observed({ ...killNode, requests, probes })).toEqual([never, 0, 0, 1, 20_000, never])
    // The outage was there before the first window, and so takes the whole of each.
    expect(observed({ ...killNode, requests, probes }, 'baseline')).toEqual([never, 0, 0, 1, 10_000])
    const { outages } = measure(buildRecord({ ...killNode, requests, probes }))
    expect(outages).toMatchObject([{ window: 'baseline', open: true }])
  })

  it('without data has no values, rather than good ones', () => {
    const { requests: _requests, probes: _probes, ...empty } = killNode
    expect(observed(empty)).toEqual([null, null, null, null, null, null])
  })

  it('gives the same every time, and something else for one altered request', () => {
    const text = (input: RecordInput): string => JSON.stringify(measure(buildRecord(input)))
    expect(text(killNode)).toBe(text(killNode))
    const altered = killNode.requests?.map((one, i) => (i === 4000 ? { ...one, ok: false } : one)) ?? []
    expect(text({ ...killNode, requests: altered })).not.toBe(text(killNode))
  })

  it('has the outages of its windows only', () => {
    const probes = killNode.probes?.map((one) =>
      [1000, 20_000, 36_000].includes(one.dueMs) ? { ...one, ok: false } : one,
    )
    const { outages } = measure(buildRecord({ ...killNode, probes: probes ?? [] }))
    expect(outages.map(({ window, startMs }) => [window, startMs])).toEqual([['lost', 20_000]])
  })

  it('that was cut off is measured as far as it goes', () => {
    const record = buildRecord(killNode)
    const cut = { ...record, events: record.events.filter(({ atMs }) => atMs <= 15_100) }
    expect(measure(cut).windows.map(({ name, completed }) => [name, completed])).toEqual([
      ['baseline', true],
      ['lost', false],
    ])
    expect(measure({ ...record, events: [] }).windows).toEqual([])
  })

  it('of many requests is measured whole', () => {
    const base = buildRecord({ ...killNode, requests: [] })
    const length = 300_000
    const zeros = { codes: new Uint16Array(length), values: ['all'] }
    const requests = {
      length,
      startMs: Float64Array.from({ length }, (_, i) => 5000 + (i * 30_000) / length),
      durationMs: Float32Array.from({ length }, (_, i) => 5 + (i % 97)),
      ok: new Uint8Array(length).fill(1),
      certain: new Uint8Array(length).fill(1),
      status: new Uint16Array(length).fill(200),
      error: new Uint16Array(length),
      method: zeros,
      operation: zeros,
      scenario: zeros,
      group: zeros,
      instance: zeros,
      release: zeros,
    }
    const { windows } = measure({ ...base, requests })
    expect(windows.reduce((sum, window) => sum + window.requests.total, 0)).toBe(length)
  })
})
