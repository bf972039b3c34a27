import { describe, expect, it } from 'vitest'
import { loadStalls, probeStalls } from '../../src/measure/stalls.ts'
import { buildRecord, steadyProbes } from './build-record.ts'

const bounds = { startMs: 5000, endMs: 10_000 }
const constant = { kind: 'constant-arrival-rate', ratePerSecond: 200 } as const
const arrivals = Float64Array.from({ length: 2400 }, (_, k) => k * 5)

function without(fromMs: number, toMs: number): Float64Array {
  return arrivals.filter((atMs) => atMs < fromMs || atMs >= toMs)
}

describe('the load generator', () => {
  it('stalled when nothing arrived though many were due', () => {
    expect(loadStalls(without(7000, 7400), constant, 0, bounds)).toEqual([{ startMs: 6995, endMs: 7400 }])
  })

  it('did not when it went on, paused shortly, or has ended after what is judged', () => {
    expect(loadStalls(arrivals, constant, 0, bounds)).toEqual([])
    expect(loadStalls(without(7000, 7040), constant, 0, bounds)).toEqual([])
    expect(loadStalls(without(10_000, 12_000), constant, 0, bounds)).toEqual([])
  })

  it('that never came back stalled to the end', () => {
    expect(loadStalls(without(9000, 12_000), constant, 0, bounds)).toEqual([{ startMs: 8995, endMs: 10_000 }])
  })

  it('is held to its ramp, and not to what nobody knows', () => {
    const ramp = (toPerSecond: number) => ({
      kind: 'ramping-arrival-rate' as const,
      startPerSecond: 0,
      stages: [{ toPerSecond, durationMs: 10_000 }],
    })
    const gap = without(7000, 7400)
    expect(loadStalls(gap, ramp(200), 0, bounds)).toHaveLength(1)
    expect(loadStalls(gap, ramp(10), 0, bounds)).toEqual([])
    expect(loadStalls(gap, { kind: 'script' }, 0, bounds)).toEqual([])
  })

  it('is held to the last rate of a ramp that is over', () => {
    const ramp = {
      kind: 'ramping-arrival-rate' as const,
      startPerSecond: 0,
      stages: [{ toPerSecond: 200, durationMs: 2000 }],
    }
    expect(loadStalls(without(7000, 7400), ramp, 0, bounds)).toHaveLength(1)
    expect(loadStalls(arrivals, ramp, 0, bounds)).toEqual([])
    const jump = { ...ramp, startPerSecond: 5, stages: [{ toPerSecond: 200, durationMs: 0 }] }
    expect(loadStalls(without(7000, 7400), jump, 0, bounds)).toHaveLength(1)
  })
})

describe('the prober', () => {
  const stallsOf = (probes: ReturnType<typeof steadyProbes>) =>
    probeStalls(buildRecord({ phases: [], probes }).probes, 20, bounds)
  const steady = steadyProbes({ fromMs: 0, toMs: 10_000 })

  it('stalled when it sent its probes late', () => {
    const late = steady.map((probe) =>
      probe.dueMs === 7000 ? { ...probe, startMs: 7090, tookMs: 95 } : probe,
    )
    expect(stallsOf(late)).toEqual([{ startMs: 7000, endMs: 7090 }])
  })

  it('stalled when it sent none', () => {
    const gap = steady.filter(({ dueMs }) => dueMs < 7000 || dueMs >= 7200)
    expect(stallsOf(gap)).toEqual([{ startMs: 7000, endMs: 7200 }])
    expect(stallsOf(steady.filter(({ dueMs }) => dueMs < 8000))).toEqual([{ startMs: 8000, endMs: 10_000 }])
  })

  it('did not when the app was slow', () => {
    expect(stallsOf(steady)).toEqual([])
    expect(stallsOf(steady.map((probe) => ({ ...probe, tookMs: 900 })))).toEqual([])
  })
})
