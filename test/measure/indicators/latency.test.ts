import { describe, expect, it } from 'vitest'
import { buildRecord, p95Below150, type RequestInput, steadyRequests } from '../build-record.ts'
import { indicationOf } from '../find.ts'

/** 600 ms of latency for 2.5 s. */
function slowFor(windowMs: number): RequestInput[] {
  return steadyRequests({ fromMs: 5000, toMs: 5000 + windowMs }).map((one) =>
    one.startMs >= 12_000 && one.startMs < 14_500 ? { ...one, durationMs: 600 } : one,
  )
}

function latencyIn(durationMs: number, requests: RequestInput[]) {
  return indicationOf(p95Below150, 'lost', { phases: [{ name: 'lost', durationMs }], requests })
}

describe('latency', () => {
  it('of a short slowness shows in a window of 30 s', () => {
    expect(latencyIn(30_000, slowFor(30_000)).observed).toBe(600)
  })

  it('of the same slowness drowns in 60 s, and shows in the worst ten', () => {
    const { observed, worst } = latencyIn(60_000, slowFor(60_000))
    expect(observed).toBe(10)
    expect(worst[0]).toEqual({ what: 'the worst 10 s', observed: 600, low: 600, samples: 2000 })
  })

  it('has no worst part where all is even', () => {
    expect(latencyIn(60_000, steadyRequests({ fromMs: 5000, toMs: 65_000 })).worst).toEqual([])
  })

  it('shows the worst operation', () => {
    const requests = steadyRequests({
      fromMs: 5000,
      toMs: 15_000,
      operations: [...'aaaaaaaaaaaaaaaaaaaaaaab'],
    }).map((one) => (one.operation === 'b' ? { ...one, durationMs: 400 } : one))
    const { observed, worst } = latencyIn(10_000, requests)
    expect([observed, worst]).toEqual([10, [{ what: 'b', observed: 400, low: 400, samples: 83 }]])
  })

  it('leaves operations out that are too rare to say', () => {
    const requests = steadyRequests({ fromMs: 5000, toMs: 15_000 }).map((one, i) =>
      i % 50 === 0 ? { ...one, operation: 'rare', durationMs: 400 } : one,
    )
    expect(latencyIn(10_000, requests).worst).toEqual([])
  })

  it('counts failures as infinitely slow, those never sent among them', () => {
    const busy = Array.from({ length: 90 }, (_, i) => ({
      startMs: 6000,
      durationMs: 200,
      operation: i % 2 ? 'a' : 'b',
    }))
    const droppedMs = Array.from({ length: 10 }, (_, i) => 6050 + i)
    const input = {
      phases: [{ name: 'lost', durationMs: 2000 }],
      requests: busy,
      droppedMs,
      maxVus: 90,
      profile: { kind: 'script' as const },
    }
    expect(indicationOf(p95Below150, 'lost', input)).toMatchObject({
      observed: Number.POSITIVE_INFINITY,
      samples: 100,
      bad: 10,
    })
    // With VUs to spare the drops are the generator's, and could have been anything.
    expect(indicationOf(p95Below150, 'lost', { ...input, maxVus: 200 })).toMatchObject({
      observed: 200,
      samples: 90,
      uncertain: { bad: 10, total: 10 },
    })
  })

  it('is exact to the bit of the record', () => {
    const durations = buildRecord({ phases: [], requests: [{ startMs: 0, durationMs: 0.1 }] }).requests
      .durationMs
    const requests = Array.from({ length: 60 }, (_, i) => ({ startMs: 5000 + i, durationMs: 0.1 }))
    expect(latencyIn(1000, requests).observed).toBe(durations[0])
  })
})
