import { describe, expect, it } from 'vitest'
import { atBest, doubtfulCounts, doubtfulIn, doubtsOf, withUnsent } from '../../src/measure/doubt.ts'
import { measure } from '../../src/measure/measure.ts'
import { conditionClause } from '../../src/verdict/conditions.ts'
import { judge } from '../../src/verdict/judge.ts'
import {
  buildRecord,
  objective,
  p95Below150,
  type RequestInput,
  steadyProbes,
  steadyRequests,
  uptimeThreeNines,
} from './build-record.ts'
import { contextOf, indicationOf } from './find.ts'

const phases = [{ name: 'lost', durationMs: 20_000 }]
const steady = steadyRequests({ fromMs: 0, toMs: 27_000 })

/** The generator stands still for so long, and sends at once what it owes; that crowd takes 300 ms for 2 s. */
function stopped(forMs: number, requests: RequestInput[] = steady): RequestInput[] {
  const endMs = 12_000 + forMs
  return requests.map((one) =>
    one.startMs >= 12_000 && one.startMs < endMs ? { ...one, startMs: endMs, durationMs: 0.15 * forMs } : one,
  )
}

describe('where the load generator stood still', () => {
  it('is in doubt from then until what it made up for has ended', () => {
    const { doubts } = contextOf({ phases, requests: stopped(2000) })
    expect(doubts).toHaveLength(1)
    expect(doubts[0]).toMatchObject({ crowdMs: 14_000, endMs: 14_300 })
    expect(doubts[0]?.startMs).toBeCloseTo(11_995, 0)
  })

  it('is nowhere on a healthy run, nor where the app hung', () => {
    expect(contextOf({ phases, requests: steady }).doubts).toEqual([])
    const hung = steady.map((one) =>
      one.startMs >= 12_000 && one.startMs < 14_000 ? { ...one, durationMs: 14_000 - one.startMs } : one,
    )
    expect(contextOf({ phases, requests: hung }).doubts).toEqual([])
  })

  it('merges what touches', () => {
    const of = (startMs: number, crowdMs: number, endMs: number) => ({ startMs, crowdMs, endMs })
    const { requests } = buildRecord({ phases: [], requests: [] })
    const input = { requests, timeLimitMs: 2000 }
    expect(doubtsOf({ ...input, stretches: [of(5, 9, 9), of(1, 4, 6), of(20, 22, 22)] })).toEqual([
      of(1, 4, 59),
      of(20, 22, 72),
    ])
  })
})

describe('what was under way then', () => {
  it('is counted by what it came to', () => {
    const { samples, doubts, record } = contextOf({ phases, requests: stopped(2000) })
    const marks = doubtfulIn(samples, doubts, record.requests)
    const { good, bad } = doubtfulCounts(marks, samples.durationMs)
    expect(bad).toBe(0)
    expect(good).toBeGreaterThan(400)
    expect(good).toBeLessThan(480)
    expect(doubtfulIn(samples, [], record.requests)).toBeNull()
    expect(atBest(samples, [], record.requests)).toBe(samples)
    expect(atBest(samples, doubts, record.requests).durationMs).not.toContain(300)
  })

  it('could be either: the percentile at both ends', () => {
    const { observed, turned } = indicationOf(p95Below150, 'lost', { phases, requests: stopped(2000) })
    expect(observed).toBe(300)
    expect(turned).toMatchObject({ best: 10, worst: Number.POSITIVE_INFINITY })
    expect(indicationOf(p95Below150, 'lost', { phases, requests: steady }).turned).toBeUndefined()
  })

  it('that was never sent is put in where it was due', () => {
    const atMs = Float64Array.of(1, 2, 5)
    const all = withUnsent({ atMs, durationMs: Float32Array.of(10, 20, 50) }, [0, 3, 9], 7)
    expect([...all.atMs]).toEqual([0, 1, 2, 3, 5, 9])
    expect([...all.durationMs]).toEqual([7, 10, 20, 7, 50, 7])
  })
})

describe('the verdict', () => {
  const verdictOf = (requests: RequestInput[]) => {
    const record = buildRecord({ phases, requests, expect: [uptimeThreeNines, p95Below150] })
    return judge(record, measure(record), { strict: false }).clauses.map(
      ({ verdict, reason }) => reason ?? verdict,
    )
  }

  it('is not turned by a short stall, and is open after a long one', () => {
    expect(verdictOf(steady)).toEqual(['pass', 'pass'])
    expect(verdictOf(stopped(200))).toEqual(['pass', 'pass'])
    // Too few to matter to p95; of uptime they leave open what 0.1 % may not.
    expect(verdictOf(stopped(300))).toEqual(['instrument-unhealthy', 'pass'])
    expect(verdictOf(stopped(2000))).toEqual(['instrument-unhealthy', 'instrument-unhealthy'])
  })

  it('stays a fail where the app failed apart from that', () => {
    const failing = steady.map((one, i) => ({ ...one, ok: i % 50 !== 0 }))
    expect(verdictOf(stopped(2000, failing))[0]).toBe('fail')
    const slow = stopped(2000).map((one) => (one.durationMs === 10 ? { ...one, durationMs: 400 } : one))
    expect(verdictOf(slow)[1]).toBe('fail')
  })

  it('stays a fail where the app was slow for a while at another time', () => {
    const slow = stopped(600).map((one) =>
      one.startMs >= 18_000 && one.startMs < 19_500 ? { ...one, durationMs: 500 } : one,
    )
    expect(verdictOf(slow)[1]).toBe('fail')
  })
})

describe('other indicators', () => {
  const crowded = stopped(2000)

  it('failures, and checks, could be as few and as many', () => {
    const none = objective({ kind: 'failures' }, { op: 'atMost', value: 0 })
    const failing = crowded.map((one) => (one.durationMs === 300 ? { ...one, ok: false } : one))
    const { observed, confidence } = indicationOf(none, 'lost', { phases, requests: failing })
    expect([observed, confidence?.low]).toEqual([400, 0])
    const passed = objective({ kind: 'check', name: 'ok' }, { op: 'atLeast', value: 0.99 })
    const metrics = [9000, 13_000, 14_100].map((atMs) => ({
      atMs,
      metric: 'checks',
      label: 'ok',
      value: Number(atMs < 14_000),
    }))
    const check = indicationOf(passed, 'lost', { phases, requests: crowded, metrics })
    expect(check.doubtful).toEqual({ good: 1, bad: 1 })
  })

  it('an interruption that the crowd made is not held against the app', () => {
    const below = objective({ kind: 'interruption' }, { op: 'below', value: 200 })
    const probes = steadyProbes({ fromMs: 0, toMs: 27_000 })
    const slow = (fromMs: number) =>
      probes.map((one) =>
        one.dueMs >= fromMs && one.dueMs < fromMs + 280 ? { ...one, tookMs: fromMs + 280 - one.dueMs } : one,
      )
    const seen = (fromMs: number) =>
      indicationOf(below, 'lost', { phases, requests: crowded, probes: slow(fromMs) })
    expect(seen(14_000)).toMatchObject({ confidence: { low: 0 }, uncertain: { bad: 1 } })
    expect(seen(9000)).toMatchObject({ confidence: null, uncertain: { bad: 0 } })
  })

  it('recovery, and waiting for it, without what the crowd delayed', () => {
    const soon = objective({ kind: 'recovery' }, { op: 'atMost', value: 3000 })
    const slow = crowded.map((one) => (one.durationMs === 300 ? { ...one, durationMs: 900 } : one))
    const condition = { kind: 'recovered' as const }
    const waited = { window: 'lost', met: false, withinMs: 6000, tookMs: 6000, restedOn: '' }
    const input = {
      phases,
      requests: slow,
      faults: [{ window: 'lost', instantMs: 11_000 }],
      events: [{ atMs: 17_000, type: 'condition' as const, condition, ...waited }],
    }
    const seen = indicationOf(soon, 'lost', input)
    expect(seen.observed).toBeGreaterThan(3000)
    expect(seen).toMatchObject({ confidence: { low: 0 }, uncertain: { bad: 1 } })
    const { conditions } = measure(buildRecord(input))
    expect(conditions[0]?.doubtful).toBe(true)
    expect(conditionClause(conditions[0]!)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'instrument-unhealthy',
    })
    const healthy = measure(buildRecord({ ...input, requests: steady }))
    expect(healthy.conditions[0]?.doubtful).toBeUndefined()
  })
})
