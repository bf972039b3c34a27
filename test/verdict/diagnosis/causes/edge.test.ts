import { describe, expect, test } from 'vitest'
import { edgeIgnoresReadiness } from '../../../../src/verdict/diagnosis/causes/edge-ignores-readiness.ts'
import { edgeKeepsSending } from '../../../../src/verdict/diagnosis/causes/edge-keeps-sending.ts'
import { edgeNoRetry } from '../../../../src/verdict/diagnosis/causes/edge-no-retry.ts'
import { edgeWaits } from '../../../../src/verdict/diagnosis/causes/edge-waits.ts'
import { down, state, watched } from '../../../measure/build-instances.ts'
import { answered, found, type Told } from '../build-diagnosis.ts'

const killed = [{ window: 'lost', instantMs: 11_000 }]
const gone = [
  state('web-1', 4000),
  state('web-2', 4000),
  down('web-1', 11_100, { endAsked: false }),
  ...watched(4000, 31_000),
]
/** What web-1 gets between two moments fails. */
const failing = (fromMs: number, toMs: number, how = answered(502)): Told => ({
  faults: killed,
  events: gone,
  request: (startMs, instance) => (instance === 'web-1' && startMs >= fromMs && startMs < toMs ? how : {}),
})

describe('the edge does not try again', () => {
  test('what the killed instance broke off or refused failed while the other was well', () => {
    const cause = found(edgeNoRetry, failing(10_990, 11_200))
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence[0]).toMatch(
      /^\d+ requests to web-1 failed within 1 s of its kill \(\d+ answered 502\)/,
    )
    expect(cause?.evidence).toContain('web-2 was ready and served at that moment')
  })

  test('what failed of each that was lost is told of that one', () => {
    const told: Told = {
      faults: [...killed, { window: 'settled', instantMs: 22_000, victim: 'web-2' }],
      events: [...gone, state('web-1', 15_000), down('web-2', 22_100, { endAsked: false })],
      request: (startMs, instance) => {
        if (instance === 'web-1' && startMs >= 11_000 && startMs < 11_100) return answered(502)
        return instance === 'web-2' && startMs >= 22_000 && startMs < 22_050 ? answered(0) : {}
      },
    }
    expect(found(edgeNoRetry, told)?.evidence).toEqual([
      '10 requests to web-1 failed within 1 s of its kill (10 answered 502), by what the load was told',
      'web-2 was ready and served at that moment',
      '5 requests to web-2 failed within 1 s of its kill (5 with no answer), while web-1 was ready and served',
    ])
  })

  test('where only requests that write failed, it says so', () => {
    const told = failing(10_990, 11_200)
    const writing: Told = {
      ...told,
      request: (startMs, instance) => {
        const is = told.request?.(startMs, instance) ?? {}
        return is === false || is.ok !== false ? {} : { ...is, method: 'POST' }
      },
    }
    expect(found(edgeNoRetry, writing)?.what).toContain('that writes')
  })

  test('by time alone it is only possible', () => {
    const cause = found(edgeNoRetry, { ...failing(10_990, 11_200), instancesKnown: false })
    expect(cause?.sure).toBe('possible')
    expect(cause?.evidence[0]).toMatch(
      /^\d+ requests failed within 1 s of the kill of web-1 \(\d+ answered 502\), by time alone: no log says/,
    )
  })

  test.each<[string, Told]>([
    [
      'failures of the other instance are none of the edge',
      {
        ...failing(0, 0),
        request: (startMs, instance) =>
          instance === 'web-2' && startMs >= 11_000 && startMs < 11_200 ? answered(502) : {},
      },
    ],
    ['an instance that answered 500 answered', failing(10_990, 11_200, answered(500))],
    ['failures before the kill are not of the kill', failing(6000, 6200)],
    [
      'with nobody else to take them, a second try would not have helped',
      { ...failing(10_990, 11_200), events: [...gone, down('web-2', 10_500, { endAsked: false })] },
    ],
    ['nothing was lost', { ...failing(10_990, 11_200), faults: [] }],
  ])('not: %s', (_, told) => {
    expect(found(edgeNoRetry, told)).toBeNull()
  })
})

describe('the edge keeps sending', () => {
  test('to one that is gone, for seconds', () => {
    const cause = found(edgeKeepsSending, failing(11_000, 15_000))
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence[0]).toContain('requests were sent to web-1 up to 3.99 s after it was gone')
  })

  test('not: it noticed within a second', () => {
    expect(found(edgeKeepsSending, failing(11_000, 11_900))).toBeNull()
  })

  test('not: it is not known who got them', () => {
    expect(found(edgeKeepsSending, { ...failing(11_000, 15_000), instancesKnown: false })).toBeNull()
  })
})

describe('the edge waits', () => {
  const hung = (fault: string, how: Partial<Parameters<NonNullable<Told['request']>>> | object): Told => ({
    faults: [{ window: 'lost', instantMs: 11_000, fault, healed: null }],
    instancesKnown: false,
    request: (startMs, instance) =>
      instance === 'web-1' && startMs >= 11_000 && startMs < 15_000 ? how : {},
  })

  test('for one that hangs, though another could have answered', () => {
    const cause = found(edgeWaits, hung('pause', answered(0, 2000)))
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence[0]).toBe(
      '400 requests waited 500 ms or longer while web-1 hung; 400 of them got no good answer',
    )
  })

  test('for one that is slow', () => {
    expect(found(edgeWaits, hung('squeeze', { durationMs: 900 }))?.what).toContain('its full share')
  })

  test.each<[string, Told]>([
    ['it gave up soon', hung('pause', answered(504, 100))],
    ['the instance was gone, and did not hang', hung('kill', answered(0, 2000))],
    [
      'requests waited for the other one',
      {
        ...hung('pause', {}),
        instancesKnown: true,
        request: (startMs, instance) =>
          instance === 'web-2' && startMs >= 11_000 && startMs < 15_000 ? answered(504, 2000) : {},
      },
    ],
    [
      'requests waited before it hung as well',
      { ...hung('pause', {}), request: (startMs) => (startMs < 15_000 ? answered(504, 2000) : {}) },
    ],
  ])('not: %s', (_, told) => {
    expect(found(edgeWaits, told)).toBeNull()
  })
})

describe('the edge ignores readiness', () => {
  const unready = (fromMs: number, more: object = {}): Told => ({
    events: [
      state('web-1', 4000),
      state('web-2', 4000),
      state('web-1', fromMs, { ready: 503, serves: false, ...more }),
      ...watched(4000, 31_000),
    ],
    request: (startMs, instance) =>
      instance === 'web-1' && startMs >= 13_000 && startMs < 14_000 ? answered(503) : {},
  })

  test('what it sent to one that had said for seconds that it was not ready failed', () => {
    expect(found(edgeIgnoresReadiness, unready(11_000))).toMatchObject({ sure: 'likely', windows: ['lost'] })
  })

  test.each<[string, Told]>([
    ['it had said so only just now', unready(12_500)],
    ['it was asked to stop: that is its drain', unready(11_000, { endAsked: true })],
    ['it was dead', unready(11_000, { alive: false })],
    ['it is not known who got them', { ...unready(11_000), instancesKnown: false }],
  ])('not: %s', (_, told) => {
    expect(found(edgeIgnoresReadiness, told)).toBeNull()
  })
})
