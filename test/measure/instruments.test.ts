import { describe, expect, it } from 'vitest'
import { instrumentHealth } from '../../src/measure/instruments.ts'
import { type RecordInput, steadyProbes, steadyRequests } from './build-record.ts'
import { contextOf } from './find.ts'

const healthy: RecordInput = {
  phases: [{ name: 'baseline', durationMs: 10_000 }],
  requests: steadyRequests({ fromMs: 0, toMs: 17_000 }),
  probes: steadyProbes({ fromMs: 0, toMs: 17_000 }),
}

function health(more: Partial<RecordInput> = {}) {
  return instrumentHealth(contextOf({ ...healthy, ...more }))
}

describe('instruments', () => {
  it('are well when nothing is the matter', () => {
    expect(health()).toEqual({
      load: {
        crashed: false,
        stalls: [],
        latenessMaxMs: 0,
        latenessP99Ms: 0,
        missing: 0,
        malformedRows: 0,
        latenessBasis: 'arrivals',
      },
      probe: { crashed: false, stalls: [], latenessMaxMs: 0, missed: 0 },
      harness: { loopDelayMaxMs: 0 },
      machine: null,
      clockSteps: [],
    })
  })

  it('a stalled generator is not a stalled app', () => {
    const requests = healthy.requests ?? []
    const stalled = requests.filter(({ startMs }) => startMs < 8000 || startMs >= 8500)
    expect(health({ requests: stalled }).load).toMatchObject({
      missing: 100,
      stalls: [{ startMs: 7995, endMs: 8500 }],
    })
    const hung = requests.map((one) =>
      one.startMs >= 8000 && one.startMs < 8500 ? { ...one, durationMs: 8500 - one.startMs } : one,
    )
    expect(health({ requests: hung }).load).toMatchObject({ missing: 0, stalls: [] })
  })

  it('a load whose users think before their request is not taken for one that makes none at its end', () => {
    // What had begun within the last 4 s of the load was thinking, and left nothing.
    const begun = steadyRequests({ fromMs: 0, toMs: 13_000 })
    const requests = begun.map((one) => ({ ...one, startMs: one.startMs + 4000 }))
    const metrics = begun.map(({ startMs, durationMs }) => ({
      atMs: startMs + 4000 + durationMs,
      metric: 'iteration_duration',
      value: 4000 + durationMs,
      label: '1',
    }))
    expect(health({ requests, metrics }).load).toMatchObject({
      missing: 0,
      stalls: [],
      latenessBasis: 'arrivals',
    })
    const stopped = metrics.filter(({ atMs }) => atMs < 14_000)
    expect(
      health({ requests: requests.slice(0, stopped.length), metrics: stopped }).load.missing,
    ).toBeGreaterThan(400)
  })

  it('crashed when they ended unasked, or nothing is known of their end', () => {
    expect(health({ loadEnd: { asked: false, exitCode: 107 } }).load.crashed).toBe(true)
    expect(health({ loadEnd: { asked: false, exitCode: 0 } }).load.crashed).toBe(false)
    expect(health({ probeEnd: { asked: false, missed: 3 } }).probe).toMatchObject({
      crashed: false,
      missed: 3,
    })
    const context = contextOf(healthy)
    const events = context.record.events.filter(({ type }) => type !== 'probe-ended')
    const endless = instrumentHealth({ ...context, record: { ...context.record, events } })
    expect(endless.probe.crashed).toBe(true)
  })

  it('show their own lateness', () => {
    const probes = steadyProbes({ fromMs: 0, toMs: 17_000 }).map((one) =>
      one.dueMs === 9000 ? { ...one, startMs: 9031, tookMs: 40 } : one,
    )
    const cpu = { harness: 1, load: 1, probe: 1, app: 1 }
    const events = [{ atMs: 9000, type: 'instruments' as const, loopDelayMaxMs: 44, cpu }]
    const seen = health({ probes, events })
    expect([seen.probe.latenessMaxMs, seen.harness.loopDelayMaxMs]).toEqual([31, 44])
  })

  it('tell how burdened the machine was, over what is judged', () => {
    const cpu = { harness: 1, load: 1, probe: 1, app: 1 }
    const at = (atMs: number, stolen: number, waiting: number | null) => ({
      atMs,
      type: 'instruments' as const,
      loopDelayMaxMs: 0,
      cpu,
      machine: { stolen, waiting, runnable: 3 },
    })
    const seen = health({ events: [at(1000, 0.9, 1), at(6000, 0.1, 0.5), at(7000, 0.2, 0.7)] }).machine
    expect(seen).toEqual({ stolenMax: 0.2, waiting: 0.6, runnableMax: 3 })
    expect(health({ events: [at(6000, 0.1, null)] }).machine).toMatchObject({ waiting: null })
  })
})

describe('a load generator of which too much is open', () => {
  it.each([
    [99_999, false],
    [100_000, true],
  ])('is taken for crashed: %i rows that could not be read', (malformedRows, crashed) => {
    expect(health({ loadEnd: { malformedRows } }).load.crashed).toBe(crashed)
  })
})
