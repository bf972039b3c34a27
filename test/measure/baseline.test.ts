import { describe, expect, it } from 'vitest'
import type { Objective } from '../../src/drill/objective.ts'
import { latencyBoundMs } from '../../src/measure/baseline.ts'
import { buildRecord, objective, p95Below150, steadyProbes, steadyRequests } from './build-record.ts'
import { contextOf } from './find.ts'

const requests = [
  ...steadyRequests({ fromMs: 0, toMs: 5000, durationMs: 90 }),
  ...steadyRequests({ fromMs: 5000, toMs: 15_000, durationMs: 10 }),
  ...steadyRequests({ fromMs: 15_000, toMs: 25_000, durationMs: 50 }),
]

describe('the baseline', () => {
  it('is the first phase without a fault, the warm-up left out', () => {
    const { baseline } = contextOf({
      phases: [
        { name: 'calm', durationMs: 10_000 },
        { name: 'lost', durationMs: 10_000 },
      ],
      requests,
      probes: steadyProbes({ fromMs: 0, toMs: 25_000, tookMs: 4 }),
      faults: [{ window: 'lost', instantMs: 16_000 }],
    })
    expect(baseline).toEqual({ bounds: { startMs: 5000, endMs: 15_000 }, p95Ms: 10, probeP95Ms: 4 })
  })

  it('is what lies before the fault where no phase does', () => {
    const { baseline } = contextOf({
      phases: [
        { name: 'lost', durationMs: 10_000 },
        { name: 'settled', durationMs: 10_000 },
      ],
      requests,
      faults: [{ window: 'lost', instantMs: 6000 }],
    })
    expect(baseline.bounds).toEqual({ startMs: 5000, endMs: 6000 })
  })

  it('rests on good requests only, and is 0 where nothing was seen', () => {
    const failing = requests.map((one, i) => ({ ...one, ok: i % 2 === 0 }))
    const phases = [{ name: 'calm', durationMs: 10_000 }]
    expect(contextOf({ phases, requests: failing }).baseline.p95Ms).toBe(10)
    expect(contextOf({ phases }).baseline.p95Ms).toBe(0)
    expect(contextOf({ phases: [] }).baseline.bounds).toBeNull()
  })
})

it('holds recovery against the drill’s own latency bound, else 150 ms', () => {
  const slower = objective({ kind: 'latency', percentile: 99 }, { op: 'atMost', value: 400 })
  const relative = objective(
    { kind: 'latency', percentile: 95 },
    { op: 'notWorseThan', window: 'baseline', tolerance: 0.2 },
  )
  const boundOf = (expect: (typeof slower)[]) =>
    latencyBoundMs(buildRecord({ phases: [], expect }).drill, 'lost')
  expect(boundOf([p95Below150])).toBe(150)
  expect(boundOf([relative, slower])).toBe(400)
  expect(boundOf([])).toBe(150)
})

describe('the latency bound that recovery is held against', () => {
  const p95 = { kind: 'latency', percentile: 95 } as const
  const below = (value: number, more: Partial<Objective> = {}) => objective(p95, { op: 'below', value }, more)
  const boundIn = (window: string, all: Objective[], ofLost: Objective[] = [], inherit = true) =>
    latencyBoundMs(
      buildRecord({
        phases: [
          { name: 'calm', durationMs: 1000, expect: [below(20)] },
          { name: 'lost', durationMs: 1000, expect: ofLost, inherit },
        ],
        expect: all,
      }).drill,
      window,
    )

  it('is of all requests, not of those of one route', () => {
    const reports = below(3000, { filter: { route: 'GET /reports' } })
    expect(boundIn('lost', [reports, below(120)])).toBe(120)
    expect(boundIn('lost', [reports])).toBe(150)
  })

  it('is of a percentile that bounds the p95', () => {
    const median = objective({ kind: 'latency', percentile: 50 }, { op: 'below', value: 20 })
    expect(boundIn('lost', [median, below(120)])).toBe(120)
    expect(boundIn('lost', [median])).toBe(150)
  })

  it('is the strictest of the drill and of the phase itself, and none of another phase', () => {
    expect(boundIn('lost', [below(300), below(120)])).toBe(120)
    expect(boundIn('lost', [below(300)], [below(60)])).toBe(60)
    expect(boundIn('lost[web-1]', [], [below(600)])).toBe(600)
    // Wanted degradation is no recovery.
    expect(boundIn('lost', [below(120)], [below(3000)], false)).toBe(120)
    expect(boundIn('settled', [below(300)], [below(60)])).toBe(300)
  })
})
