import { describe, expect, test } from 'vitest'
import { momentsOf } from '../../../src/verdict/diagnosis/breaches.ts'
import { down, state, type Timed, watched } from '../../measure/build-instances.ts'
import { objective, p95Below150, steadyProbes, uptimeThreeNines } from '../../measure/build-record.ts'
import { answered, bothUp, changed, inputOf, type Told } from './build-diagnosis.ts'

const breaches = (told: Told) =>
  inputOf(told).breaches.map(({ clause, atMs, what }) => ({ id: clause.id, atMs, what }))
const events = (...more: Timed[]): Timed[] => [
  state('web-1', 4000),
  state('web-2', 4000),
  ...more,
  ...watched(4000, 31_000),
]

test('nothing failed, nothing broke', () => {
  expect(breaches({})).toEqual([])
})

test('the first is the one that broke first in time, and not the first of the list', () => {
  const request = (startMs: number) => {
    if (startMs >= 15_000 && startMs < 15_500) return answered(502)
    return startMs >= 12_000 && startMs < 14_000 ? { durationMs: 400 } : {}
  }
  const told = { request, expect: [uptimeThreeNines, p95Below150] }
  expect(breaches(told).map(({ id }) => id)).toEqual(['p95-below-150-ms@lost', 'uptime-at-least-99.9@lost'])
  expect(breaches(told)[0]).toMatchObject({
    atMs: 12_000,
    what: expect.stringContaining('took 150 ms or longer, up to 400 ms'),
  })
  expect(breaches(told)[1]).toMatchObject({
    atMs: 15_000,
    what: 'the first request failed: read, answered 502 after 5 ms',
  })
})

test('a request that was under way when an instance was stopped broke then, and not when it began', () => {
  const request = (startMs: number) => (startMs >= 11_900 && startMs < 12_000 ? answered(502, 150) : {})
  expect(
    breaches({
      request,
      expect: [uptimeThreeNines],
      events: [...bothUp(), ...changed('stop web-1', 12_020, 12_100)],
    })[0]?.atMs,
  ).toBe(12_020)
  expect(breaches({ request, expect: [uptimeThreeNines] })[0]?.atMs).toBe(11_900)
})

test('what had hung before anything was done broke when it was asked', () => {
  const faults = [{ window: 'lost', instantMs: 10_010 }]
  const request = (startMs: number) => (startMs >= 9000 && startMs < 10_000 ? answered(0, 2000) : {})
  const [first] = breaches({ request, faults, expect: [uptimeThreeNines] })
  expect(first).toEqual({
    id: 'uptime-at-least-99.9@baseline',
    atMs: 9000,
    what: 'the first request failed: read, no answer after 2 s',
  })
  const probes = steadyProbes({ fromMs: 5000, toMs: 30_000 }).map((probe) =>
    probe.dueMs >= 9000 && probe.dueMs < 11_000 ? { ...probe, ok: false, tookMs: 2000 } : probe,
  )
  const expected = [objective({ kind: 'uptime', by: 'time' }, { op: 'atLeast', value: 0.999 })]
  expect(breaches({ request, probes, faults, expect: expected })[0]).toMatchObject({
    atMs: 9000,
    id: expect.stringContaining('@baseline'),
  })
})

test('what had hung by the kill in its own window was not broken by the kill either', () => {
  const faults = [{ window: 'lost', instantMs: 12_000 }]
  const request = (startMs: number) => (startMs >= 10_500 && startMs < 11_000 ? answered(0, 2000) : {})
  expect(breaches({ request, faults, expect: [uptimeThreeNines] })[0]?.atMs).toBe(10_500)
})

test('where only the end of a failed request is known, it broke no earlier than it has to', () => {
  const request = (startMs: number) =>
    startMs >= 19_900 && startMs < 19_950 ? { ...answered(0, 300), certain: false } : {}
  expect(breaches({ request, expect: [uptimeThreeNines] }).map(({ id, atMs }) => [id, atMs])).toEqual([
    ['uptime-at-least-99.9@lost', 19_900],
    ['uptime-at-least-99.9@settled', 20_200],
  ])
  expect(breaches({ request, expect: [uptimeThreeNines] })[0]?.what).toBe(
    'the first request failed: read, no answer',
  )
})

test('a single slow request is no second that was too slow', () => {
  const request = (startMs: number) =>
    startMs === 10_500 || (startMs >= 14_000 && startMs < 16_000) ? { durationMs: 400 } : {}
  expect(breaches({ request, expect: [p95Below150] })[0]?.atMs).toBe(14_000)
})

describe('what is too long broke when its time was over', () => {
  test('recovery', () => {
    const request = (startMs: number) => (startMs >= 11_000 && startMs < 14_500 ? answered(502) : {})
    const expected = [objective({ kind: 'recovery' }, { op: 'atMost', value: 2000 })]
    const faults = [{ window: 'lost', instantMs: 11_000 }]
    // It takes a drill whose phase has a fault.
    const phases = [
      {
        name: 'lost',
        durationMs: 20_000,
        steps: [{ kind: 'fault', fault: 'kill', victim: { ref: 'any' }, args: {}, place: '' } as const],
      },
    ]
    const [first] = breaches({ request, faults, phases, warmUpMs: 10_000, expect: expected })
    expect(first).toMatchObject({ atMs: 13_000, what: '2 s had passed since the fault' })
  })

  test('an unmet condition', () => {
    const unmet: Timed = {
      atMs: 13_000,
      type: 'condition',
      condition: { kind: 'recovered' },
      window: 'lost',
      met: false,
      withinMs: 2000,
      restedOn: '',
      tookMs: 2001,
    }
    expect(breaches({ events: [...bothUp(), unmet] })).toEqual([
      {
        id: 'clients-have-recovered-within-2-s@lost',
        atMs: 13_000,
        what: 'not seen in the 2 s that were allowed',
      },
    ])
  })
})

describe('instances', () => {
  test.each<[string, Told, number, string]>([
    [
      'ready instances',
      {
        expect: [objective({ kind: 'ready-instances' }, { op: 'atLeast', value: 2 })],
        events: events(down('web-1', 12_000), state('web-1', 15_000)),
      },
      12_000,
      'web-1 was not ready',
    ],
    [
      'false readiness',
      {
        expect: [objective({ kind: 'false-ready' }, { op: 'atMost', value: 500 })],
        events: events(state('web-2', 12_000, { serves: false }), state('web-2', 15_000)),
      },
      12_000,
      'web-2 said that it was ready and could not serve',
    ],
    [
      'health',
      {
        expect: [objective({ kind: 'unhealthy' }, { op: 'atMost', value: 500 })],
        events: events(state('web-2', 12_000, { health: 503 }), state('web-2', 15_000)),
      },
      12_000,
      'web-2 lived and did not say that it was healthy',
    ],
    [
      'deaths',
      {
        expect: [objective({ kind: 'deaths' }, { op: 'atMost', value: 0 })],
        events: events(down('web-2', 12_000, { endAsked: false })),
      },
      12_000,
      'web-2 ended, which nobody had asked for',
    ],
    [
      'a probe',
      {
        expect: [objective({ kind: 'probe', name: 'open', stat: 'max' }, { op: 'below', value: 5 })],
        events: [
          ...bothUp(),
          { atMs: 12_000, type: 'named-probe', name: 'open', value: 9, error: null, tookMs: 1 },
        ],
      },
      12_000,
      'probe open gave 9',
    ],
  ])('%s', (_, told, atMs, what) => {
    expect(breaches(told)[0]).toMatchObject({ atMs, what })
  })
})

test('of whom nobody could ask whether it serves, it is not said that it did not', () => {
  const told: Told = {
    expect: [objective({ kind: 'false-ready' }, { op: 'atMost', value: 500 })],
    events: [
      state('web-1', 4000, { by: 'engine', serves: false }),
      state('web-2', 4000),
      state('web-2', 12_000, { serves: false }),
      state('web-2', 15_000),
      ...watched(4000, 31_000),
    ],
  }
  expect(breaches(told)[0]).toMatchObject({
    atMs: 12_000,
    what: 'web-2 said that it was ready and could not serve',
  })
})

test('an outage that the prober saw', () => {
  const probes = steadyProbes({ fromMs: 5000, toMs: 30_000 }).map((probe) => ({
    ...probe,
    ok: probe.dueMs < 12_000 || probe.dueMs >= 14_000,
  }))
  const request = (startMs: number) => (startMs >= 12_000 && startMs < 14_000 ? answered(502) : {})
  const [first] = breaches({
    probes,
    request,
    expect: [objective({ kind: 'interruption' }, { op: 'below', value: 1000 })],
  })
  expect(first).toMatchObject({ atMs: 12_000, what: 'the prober saw an outage begin, of 2 s' })
})

test('what a step saw, and what the last look saw', () => {
  const finding: Timed = {
    atMs: 12_000,
    type: 'finding',
    window: 'lost',
    path: '',
    what: 'web-1 ends',
    holds: false,
    evidence: [],
  }
  const all = breaches({ events: [...bothUp(), finding], steady: { after: false } })
  expect(all.map(({ atMs, what }) => [atMs, what])).toEqual([
    [12_000, 'a step saw that it is not so'],
    [30_000, 'the last look at the app'],
  ])
})

test('where the moment is not known, it comes last', () => {
  const expected = [
    objective({ kind: 'metric', name: 'orders', stat: 'count' }, { op: 'atLeast', value: 5 }),
    uptimeThreeNines,
  ]
  const metrics = [{ atMs: 12_000, metric: 'orders' }]
  const request = (startMs: number) => (startMs >= 12_000 && startMs < 14_000 ? answered(502) : {})
  expect(breaches({ metrics, request, expect: expected }).at(-1)).toMatchObject({ atMs: null })
})

test('logs are worth a look around three moments at most, each by itself', () => {
  const at = (...moments: (number | null)[]) =>
    momentsOf(moments.map((atMs) => ({ clause: inputOf({}).breaches[0]?.clause as never, atMs, what: '' })))
  expect(at(1000, 1500, 4900, 5100, 20_000, 40_000, null)).toEqual([1000, 5100, 20_000])
  expect(at(null)).toEqual([])
})
