import { describe, expect, it } from 'vitest'
import { disagreements } from '../../src/measure/agreement.ts'
import { type ProbeInput, type RequestInput, steadyProbes, steadyRequests } from './build-record.ts'
import { contextOf } from './find.ts'

const OUTAGE = { fromMs: 30_000, toMs: 30_500 }
const PHASES = [
  { name: 'baseline', durationMs: 20_000 },
  { name: 'lost', durationMs: 20_000 },
]

function within(atMs: number): boolean {
  return atMs >= OUTAGE.fromMs && atMs < OUTAGE.toMs
}

function found(requestIn: Partial<RequestInput>, probeIn: Partial<ProbeInput>) {
  const requests = steadyRequests({ fromMs: 0, toMs: 47_000 })
  const probes = steadyProbes({ fromMs: 0, toMs: 47_000 })
  return disagreements(
    contextOf({
      phases: PHASES,
      requests: requests.map((one) => (within(one.startMs) ? { ...one, ...requestIn } : one)),
      probes: probes.map((one) => (within(one.dueMs) ? { ...one, ...probeIn } : one)),
      faults: [{ window: 'lost', instantMs: 30_000 }],
    }),
  )
}

describe('k6 and the prober disagree', () => {
  it('when the prober saw an outage that k6 shows nothing of', () => {
    expect(found({}, { ok: false })).toEqual([
      {
        window: 'lost',
        what: 'the prober saw an outage of 503 ms in which k6 shows neither failure nor slowness',
      },
    ])
  })

  it('when k6 shows nothing but failures where every probe was good', () => {
    expect(found({ ok: false, error: 1212 }, {})).toMatchObject([{ window: 'lost' }])
    expect(found({ ok: false, error: 1211 }, {})[0]?.what).toMatch(/^100 requests in a row had no answer/)
  })
})

it('what was answered badly while the prober’s route was well is the app’s', () => {
  expect(found({ ok: false, status: 500 }, {})).toEqual([])
})

describe('an outage in which k6 has no requests', () => {
  const without = (everyMs: number) => {
    const requests = steadyRequests({ fromMs: 0, toMs: 47_000 }).filter(
      ({ startMs }) => !within(startMs) && startMs % everyMs === 0,
    )
    const probes = steadyProbes({ fromMs: 0, toMs: 47_000 }).map((one) =>
      within(one.dueMs) ? { ...one, ok: false } : one,
    )
    return disagreements(contextOf({ phases: PHASES, requests, probes }))
  }

  it('is one that k6 does not show, where it usually has many: whoever waits for ever leaves none', () => {
    expect(without(5)).toMatchObject([{ window: 'lost', loadSilent: true }])
  })

  it('says nothing where few are usual', () => {
    expect(without(100)).toEqual([])
  })
})

describe('slow answers of the prober', () => {
  it('count from the latency objective on: below it they could have broken nothing', () => {
    // One probe of a kind every 20 ms: slow, and answered.
    const slow = (lastMs: number) => {
      const probes = steadyProbes({ fromMs: 0, toMs: 47_000 }).map((one) =>
        one.dueMs >= 30_000 && one.dueMs <= 30_000 + lastMs ? { ...one, tookMs: 50 } : one,
      )
      const requests = steadyRequests({ fromMs: 0, toMs: 47_000 })
      return disagreements(
        contextOf({ phases: PHASES, requests, probes, faults: [{ window: 'lost', instantMs: 30_000 }] }),
      )
    }
    expect(slow(60)).toEqual([])
    expect(slow(300)).toMatchObject([{ window: 'lost' }])
  })
})

describe('they agree', () => {
  it('when both are well, and when both are not', () => {
    expect(found({}, {})).toEqual([])
    expect(found({ ok: false }, { ok: false })).toEqual([])
  })

  it('when k6 was slow where the prober failed', () => {
    expect(found({ durationMs: 300 }, { ok: false })).toEqual([])
    expect(found({ durationMs: 60 }, { ok: false })).toEqual([])
  })

  it('when one operation fails that the prober does not ask', () => {
    const requests = steadyRequests({ fromMs: 0, toMs: 47_000 })
    const broken = requests.map((one) => (one.operation === 'write' ? { ...one, ok: false } : one))
    expect(
      disagreements(
        contextOf({ phases: PHASES, requests: broken, probes: steadyProbes({ fromMs: 0, toMs: 47_000 }) }),
      ),
    ).toEqual([])
  })

  it('when every operation of the load waits in vain, none of which the prober asks', () => {
    // Users hang at the database; the prober's route needs none.
    const hung = { ok: false, status: 0, error: 1050, durationMs: 2000 }
    expect(found(hung, {})).toEqual([])
    // Its connection was cut: an instance that dies of a request does so.
    expect(found({ ok: false, status: 0, error: 1220 }, {})).toEqual([])
    // On the prober's own route they contradict each other, and so they do where nobody could be reached at all.
    expect(found({ ...hung, operation: 'GET /', method: 'GET' }, {})).toMatchObject([{ window: 'lost' }])
    expect(found({ ok: false, status: 0, error: 1211 }, {})).toMatchObject([{ window: 'lost' }])
    expect(found({ ok: false, status: 0, error: 1101 }, {})).toMatchObject([{ window: 'lost' }])
  })

  it('when an edge’s retry made one probe slow', () => {
    const probes = steadyProbes({ fromMs: 0, toMs: 47_000 }).map((one) =>
      one.dueMs === 30_000 ? { ...one, tookMs: 55 } : one,
    )
    const requests = steadyRequests({ fromMs: 0, toMs: 47_000 })
    expect(disagreements(contextOf({ phases: PHASES, requests, probes }))).toEqual([])
  })

  it('when the prober itself stood still', () => {
    const probes = steadyProbes({ fromMs: 0, toMs: 47_000 }).map((one) => {
      if (one.dueMs < 30_000 || one.dueMs >= 30_100) return one
      const startMs = one.dueMs === 30_000 ? 30_000 : Math.max(one.dueMs, 30_060)
      return { ...one, startMs, tookMs: 30_110 - one.dueMs }
    })
    const requests = steadyRequests({ fromMs: 0, toMs: 47_000 })
    expect(disagreements(contextOf({ phases: PHASES, requests, probes }))).toEqual([])
  })

  it('when one probe failed that met a release which fails now and then, and good answers after it were slow to come', () => {
    const requests = steadyRequests({ fromMs: 0, toMs: 47_000 })
    const failing = (bad: number) =>
      disagreements(
        contextOf({
          phases: PHASES,
          requests,
          faults: [{ window: 'lost', instantMs: 30_000 }],
          probes: steadyProbes({ fromMs: 0, toMs: 47_000 }).map((one) => {
            const k = (one.dueMs - 30_000) / 20
            if (k >= 0 && k < bad) return { ...one, ok: false, tookMs: 12 }
            return k >= bad && k < 6 ? { ...one, startMs: one.dueMs + 10, tookMs: 47 } : one
          }),
        }),
      )
    expect(failing(1)).toEqual([])
    expect(failing(2)).toEqual([])
    expect(failing(3)).toMatchObject([{ window: 'lost' }])
  })

  it('when it was the prober that sent nothing while an answer waited, and only then', () => {
    const requests = steadyRequests({ fromMs: 0, toMs: 47_000 })
    const stoodStill = (untilMs: number) =>
      steadyProbes({ fromMs: 0, toMs: 47_000 })
        .filter(({ dueMs }) => dueMs <= 30_000 || dueMs >= untilMs)
        .map((one) =>
          one.dueMs >= 30_000 && one.dueMs < 30_200 ? { ...one, tookMs: 30_222 - one.dueMs } : one,
        )
    const of = (untilMs: number) =>
      disagreements(contextOf({ phases: PHASES, requests, probes: stoodStill(untilMs) }))
    expect(of(30_160)).toEqual([])
    // One probe that was left out explains nothing of the rest.
    expect(of(30_040)).toMatchObject([{ window: 'lost' }])
  })

  it('where too few requests were made to say', () => {
    const requests = steadyRequests({ fromMs: 0, toMs: 47_000, ratePerSecond: 2 })
    const probes = steadyProbes({ fromMs: 0, toMs: 47_000 }).map((one) =>
      within(one.dueMs) ? { ...one, ok: false } : one,
    )
    expect(disagreements(contextOf({ phases: PHASES, requests, probes }))).toEqual([])
  })
})
