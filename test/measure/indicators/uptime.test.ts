import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { objective, steadyProbes, steadyRequests, uptimeThreeNines } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const phases = [{ name: 'lost', durationMs: 10_000 }]

describe('uptime by requests', () => {
  it('is good ÷ offered, as brute force counts them', () => {
    const request = fc.record({
      startMs: fc.integer({ min: 4000, max: 16_000 }),
      durationMs: fc.integer({ min: 0, max: 500 }),
      ok: fc.boolean(),
      operation: fc.constantFrom('read', 'write'),
    })
    fc.assert(
      fc.property(fc.array(request, { minLength: 1 }), (requests) => {
        const inside = requests.filter(
          ({ startMs, operation }) => startMs >= 5000 && startMs < 15_000 && operation === 'read',
        )
        const good = inside.filter(({ ok }) => ok).length
        const reads = { ...uptimeThreeNines, filter: { operation: 'read' } }
        const seen = indicationOf(reads, 'lost', { phases, requests })
        expect(seen.observed).toBe(inside.length === 0 ? null : good / inside.length)
        expect([seen.samples, seen.bad]).toEqual([inside.length, inside.length - good])
      }),
    )
  })

  it('is bounded: 2,995 good ones of 2,995 show 99.9 %, 2,994 do not', () => {
    const low = (count: number): number => {
      const requests = steadyRequests({ fromMs: 5000, toMs: 15_000, ratePerSecond: 300 }).slice(0, count)
      return indicationOf(uptimeThreeNines, 'lost', { phases, requests }).confidence!.low
    }
    expect(low(2995)).toBeGreaterThanOrEqual(0.999)
    expect(low(2994)).toBeLessThan(0.999)
  })
})

describe('uptime by time', () => {
  const byTime = objective({ kind: 'uptime', by: 'time' }, { op: 'atLeast', value: 0.999 })

  it('is 1 − prober outage ÷ window', () => {
    const probes = steadyProbes({ fromMs: 0, toMs: 17_000 }).map((one) =>
      one.dueMs >= 6000 && one.dueMs < 7000 ? { ...one, ok: false } : one,
    )
    const seen = indicationOf(byTime, 'lost', { phases, probes })
    expect(seen).toMatchObject({ observed: 1 - 0.1003, samples: 500, bad: 50 })
  })

  it('has no value without probes', () => {
    expect(indicationOf(byTime, 'lost', { phases }).observed).toBeNull()
    const probes = steadyProbes({ fromMs: 0, toMs: 17_000 })
    expect(indicationOf(byTime, 'lost', { phases, probes }).observed).toBe(1)
  })
})
