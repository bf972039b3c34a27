import { describe, expect, test } from 'vitest'
import { readinessLies } from '../../../../src/verdict/diagnosis/causes/readiness-lies.ts'
import { readinessSlow } from '../../../../src/verdict/diagnosis/causes/readiness-slow.ts'
import { state, type Timed, watched } from '../../../measure/build-instances.ts'
import { objective } from '../../../measure/build-record.ts'
import { answered, found, given, LOSS, type Told } from '../build-diagnosis.ts'

const honest = [objective({ kind: 'false-ready' }, { op: 'atMost', value: 500 })]
const events = (...more: Timed[]): Timed[] => [
  state('web-1', 4000),
  state('web-2', 4000),
  ...more,
  ...watched(4000, 31_000),
]
const lying = (fromMs: number, toMs: number): Timed[] => [
  state('web-1', fromMs, { serves: false }),
  state('web-1', toMs),
]

describe('readiness lies', () => {
  test('it said that it was ready and could not serve', () => {
    const request: Told['request'] = (startMs, instance) =>
      instance === 'web-1' && startMs >= 12_000 && startMs < 14_000 ? answered(503) : {}
    const cause = found(readinessLies, { expect: honest, events: events(...lying(12_000, 14_000)), request })
    expect(cause).toMatchObject({ sure: 'likely' })
    expect(cause?.evidence).toEqual([
      'web-1 said for 2 s that it was ready and could not serve, from 12 s of the run on',
      '200 requests that were sent to instances in such a time failed',
    ])
    const once = { expect: honest, events: events(...lying(12_000, 14_000)) }
    const one = found(readinessLies, { ...once, request: (ms) => (ms === 13_000 ? answered(503) : {}) })
    expect(one?.evidence[1]).toBe('1 request that was sent to instances in such a time failed')
  })

  test('for as long as its database was away', () => {
    const cause = found(readinessLies, {
      expect: honest,
      faults: [LOSS],
      events: [...events(...lying(11_200, 15_200)), given(15_000)],
    })
    expect(cause?.what).toContain('db is away')
  })

  test.each<[string, Told]>([
    ['what one look shows may be a race', { events: events(...lying(12_000, 12_200)) }],
    [
      'a killed instance says nothing',
      { faults: [{ window: 'lost', instantMs: 12_000 }], events: events(...lying(12_100, 14_000)) },
    ],
    [
      'it said so',
      { events: events(state('web-1', 12_000, { ready: 503, serves: false }), state('web-1', 14_000)) },
    ],
  ])('not: %s', (_, told) => {
    expect(found(readinessLies, { expect: honest, ...told })).toBeNull()
  })
})

describe('readiness is slow', () => {
  const late = (turnedMs: number): Told => ({
    expect: honest,
    faults: [LOSS],
    events: [
      ...events(
        state('web-1', 11_100, { serves: false }),
        state('web-1', turnedMs, { ready: 503, serves: false }),
        state('web-1', 15_300),
      ),
      given(15_000),
    ],
  })

  test('it said late that its database was away', () => {
    const cause = found(readinessSlow, late(14_000))
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence[0]).toContain('for 3 s after db was taken away')
    expect(found(readinessLies, late(14_000))).toBeNull()
  })

  test('not: it said so at once', () => {
    expect(found(readinessSlow, late(11_300))).toBeNull()
  })

  test('not: nothing was away', () => {
    expect(found(readinessSlow, { ...late(14_000), faults: [] })).toBeNull()
  })
})
