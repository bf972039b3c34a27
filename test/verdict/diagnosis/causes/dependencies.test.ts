import { describe, expect, test } from 'vitest'
import { diesWithDependency } from '../../../../src/verdict/diagnosis/causes/dies-with-dependency.ts'
import { healthFollowsDependency } from '../../../../src/verdict/diagnosis/causes/health-follows-dependency.ts'
import { noTimeLimit } from '../../../../src/verdict/diagnosis/causes/no-time-limit.ts'
import { slowDependency } from '../../../../src/verdict/diagnosis/causes/slow-dependency.ts'
import { stuckAfterLoss } from '../../../../src/verdict/diagnosis/causes/stuck-after-loss.ts'
import { down, state, type Timed, watched } from '../../../measure/build-instances.ts'
import { objective } from '../../../measure/build-record.ts'
import { answered, found, given, LOSS, type Told } from '../build-diagnosis.ts'

const both = (...more: Timed[]): Timed[] => [
  state('web-1', 4000),
  state('web-2', 4000),
  ...more,
  ...watched(4000, 31_000),
  given(15_000),
]
const lost = (more: Told): Told => ({ faults: [LOSS], events: both(), ...more })
const between = (fromMs: number, toMs: number, how = answered(500)) => ({
  request: (startMs: number) => (startMs >= fromMs && startMs < toMs ? how : {}),
})

describe('it dies with its dependency', () => {
  const deaths = [objective({ kind: 'deaths' }, { op: 'atMost', value: 0 })]
  const gone = down('web-1', 11_400, { endAsked: false })

  test('a process ended by itself while its database was away', () => {
    const told: Timed = {
      atMs: 11_410,
      type: 'unexpected-end',
      name: 'web-1',
      how: 'exit code 1',
      lastLines: ['{"msg":"the queue is gone"}', ''],
    }
    const cause = found(diesWithDependency, lost({ expect: deaths, events: both(gone, told) }))
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence).toEqual([
      'web-1 ended by itself 400 ms after db was hit',
      'it ended so: exit code 1',
      'its last line: the queue is gone',
    ])
  })

  test.each<[string, Told]>([
    ['it ended before', lost({ events: both(down('web-1', 9000, { endAsked: false })) })],
    ['it was asked to', lost({ events: both(down('web-1', 11_400)) })],
    ['nothing was taken away', { events: [state('web-1', 4000), gone, ...watched(4000, 31_000)] }],
  ])('not: %s', (_, told) => {
    expect(found(diesWithDependency, { expect: deaths, ...told })).toBeNull()
  })
})

describe('its health follows its dependency', () => {
  const healthy = [objective({ kind: 'unhealthy' }, { op: 'atMost', value: 1000 })]
  const sick = (fromMs: number) => [
    state('web-1', fromMs, { health: 503, ready: 503 }),
    state('web-1', fromMs + 3000),
  ]

  test('unhealthy while the database is away', () => {
    const cause = found(healthFollowsDependency, lost({ expect: healthy, events: both(...sick(11_200)) }))
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence[0]).toContain('web-1 answered 503 while db was away')
  })

  test('not: unhealthy at another time', () => {
    expect(
      found(healthFollowsDependency, lost({ expect: healthy, events: both(...sick(16_000)) })),
    ).toBeNull()
  })

  test('not: only unready', () => {
    const unready = [state('web-1', 11_200, { ready: 503 }), state('web-1', 14_000)]
    expect(found(healthFollowsDependency, lost({ expect: healthy, events: both(...unready) }))).toBeNull()
  })
})

describe('it has no time limit', () => {
  const fast = [objective({ kind: 'failure-latency', percentile: 99 }, { op: 'below', value: 1000 })]

  test('what failed while it was away had waited until it was given up', () => {
    const cause = found(noTimeLimit, lost({ expect: fast, ...between(11_000, 15_000, answered(0, 1900)) }))
    expect(cause).toMatchObject({ sure: 'likely' })
    expect(cause?.evidence[0]).toContain('waited 1.9 s')
  })

  test.each<[string, Told]>([
    ['they failed fast', lost({ ...between(11_000, 15_000, answered(500, 20)) })],
    ['they were late, but the app said so itself', lost({ ...between(11_000, 15_000, answered(500, 1500)) })],
    ['they waited when nothing was away', lost({ ...between(17_000, 18_000, answered(0, 1900)) })],
  ])('not: %s', (_, told) => {
    expect(found(noTimeLimit, { expect: fast, ...told })).toBeNull()
  })
})

describe('it is stuck after the loss', () => {
  test('failures go on seconds after it was given back', () => {
    const cause = found(stuckAfterLoss, lost(between(11_000, 25_000)))
    expect(cause).toMatchObject({ sure: 'likely' })
    expect(cause?.evidence[1]).toBe('they went to web-1 and web-2')
  })

  test('not: they end with it', () => {
    expect(found(stuckAfterLoss, lost(between(11_000, 15_500)))).toBeNull()
  })

  const killed = { window: 'lost', instantMs: 19_000, fault: 'kill', victim: 'web-1' }

  test('not: what fails after it was well again is of what was done later', () => {
    const told = lost({ ...between(19_000, 20_000), faults: [LOSS, killed] })
    expect(found(stuckAfterLoss, told)).toBeNull()
  })

  test('what was under way when the next thing was done is of that', () => {
    const request: Told['request'] = (startMs) =>
      startMs > 18_950 && startMs < 20_000 ? answered(502, 80) : {}
    expect(found(stuckAfterLoss, lost({ request, faults: [LOSS, killed] }))).toBeNull()
  })

  test('failures from before the later fault still tell', () => {
    const told = lost({ ...between(11_000, 25_000), faults: [LOSS, killed] })
    expect(found(stuckAfterLoss, told)).toMatchObject({ sure: 'likely' })
  })

  test('only possible where something else was done while it was away', () => {
    const meanwhile = { ...killed, instantMs: 13_000 }
    const cause = found(stuckAfterLoss, lost({ ...between(11_000, 25_000), faults: [LOSS, meanwhile] }))
    expect(cause).toMatchObject({ sure: 'possible' })
    expect(cause?.evidence).toContain('while it was away: web-1 was killed')
  })

  test('not: it was never given back', () => {
    const events = both().filter(({ type }) => type !== 'fault-healed')
    expect(found(stuckAfterLoss, { ...lost(between(11_000, 25_000)), events })).toBeNull()
  })
})

describe('it has no slack towards its dependency', () => {
  const slowLink = [{ ...LOSS, fault: 'slow-link' }]
  const healed = { ...given(15_000), fault: 'slow-link' } as Timed
  const events = [...both().filter(({ type }) => type !== 'fault-healed'), healed]

  test('slow while the link is', () => {
    const told: Told = { faults: slowLink, events, ...between(11_000, 15_000, { durationMs: 400 }) }
    expect(found(slowDependency, told)).toMatchObject({ sure: 'likely', windows: ['lost'] })
  })

  test('not: slow at all times', () => {
    expect(
      found(slowDependency, { faults: slowLink, events, request: () => ({ durationMs: 400 }) }),
    ).toBeNull()
  })

  test('not: the service was away, and not slow', () => {
    expect(found(slowDependency, lost(between(11_000, 15_000)))).toBeNull()
  })
})
