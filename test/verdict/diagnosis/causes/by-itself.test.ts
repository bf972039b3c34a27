import { describe, expect, test } from 'vitest'
import { burnsCpu } from '../../../../src/verdict/diagnosis/causes/burns-cpu.ts'
import { noConnectionLeft } from '../../../../src/verdict/diagnosis/causes/no-connection-left.ts'
import { outOfMemory } from '../../../../src/verdict/diagnosis/causes/out-of-memory.ts'
import { startCostsOthers } from '../../../../src/verdict/diagnosis/causes/start-costs-others.ts'
import { turnsBadWithTime } from '../../../../src/verdict/diagnosis/causes/turns-bad-with-time.ts'
import { booting, down, state, type Timed, watched } from '../../../measure/build-instances.ts'
import { answered, changed, diagnosisOf, found, given, LOSS, line, type Told } from '../build-diagnosis.ts'

const failingFrom =
  (fromMs: number, how = answered(500)): Told['request'] =>
  (startMs) =>
    startMs >= fromMs ? how : {}
const events = (...more: Timed[]): Timed[] => [
  state('web-1', 4000),
  state('web-2', 4000),
  ...more,
  ...watched(4000, 31_000),
]

describe('it turns bad with time', () => {
  test('it served well, and then failed for good, with nothing done to it', () => {
    const cause = found(turnsBadWithTime, { request: failingFrom(15_000) })
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence[0]).toBe(
      'no request failed in the first 10 s, then 1,000 requests of 1000 in 5 s (1,000 answered 500)',
    )
  })

  test.each<[string, Told]>([
    [
      'something was done just before',
      { request: failingFrom(15_000), faults: [{ window: 'lost', instantMs: 14_000 }] },
    ],
    ['it never served well', { request: failingFrom(5500) }],
    [
      'it was over after a second',
      {
        request: (startMs) => (startMs >= 15_000 && startMs < 16_000 ? answered(500) : {}),
        events: [...events(), ...changed('stop web-1', 17_000, 17_100)],
      },
    ],
    ['few failed', { request: (startMs) => (startMs >= 15_000 && startMs % 50 === 0 ? answered(500) : {}) }],
  ])('not: %s', (_, told) => {
    expect(found(turnsBadWithTime, told)).toBeNull()
  })
})

describe('it is out of memory', () => {
  const gone = down('web-1', 12_000, { endAsked: false })
  const words = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'

  test('by its own last word', () => {
    const end: Timed = {
      atMs: 12_010,
      type: 'unexpected-end',
      name: 'web-1',
      how: 'SIGABRT',
      lastLines: ['x', words],
    }
    const cause = found(outOfMemory, { events: events(gone, end), request: failingFrom(12_000) })
    expect(cause?.evidence[0]).toBe(`web-1 wrote: ${words}`)
  })

  test('by its log, or by the word of its engine', () => {
    expect(
      found(outOfMemory, {
        events: events(gone),
        request: failingFrom(12_000),
        logs: [line('web-1', 12_000, words)],
      }),
    ).not.toBeNull()
    const told: Timed = {
      atMs: 12_000,
      type: 'engine-event',
      action: 'oom',
      name: 'web-1',
      container: 'x',
      engineMs: 0,
      exitCode: null,
      signal: null,
      health: null,
    }
    expect(found(outOfMemory, { events: events(told), request: failingFrom(12_000) })).not.toBeNull()
  })

  test('not: it ended for another reason, or spoke of memory and lived', () => {
    expect(
      found(outOfMemory, {
        events: events(gone),
        request: failingFrom(12_000),
        logs: [line('web-1', 12_000, 'bad configuration')],
      }),
    ).toBeNull()
    expect(
      found(outOfMemory, {
        events: events(),
        request: failingFrom(12_000),
        logs: [line('web-1', 12_000, words)],
      }),
    ).toBeNull()
  })
})

describe('it has no connection left', () => {
  const logs = [line('web-1', 12_100, 'timeout exceeded when trying to connect')]

  test('by its log, while its database was there', () => {
    expect(found(noConnectionLeft, { request: failingFrom(12_000), logs })).toMatchObject({ sure: 'likely' })
  })

  test('not: its database was away', () => {
    const told: Told = { request: failingFrom(12_000), logs, faults: [LOSS], events: events(given(15_000)) }
    expect(found(noConnectionLeft, told)).toBeNull()
  })

  test.each([
    'Error: remaining connection slots are reserved for roles with the SUPERUSER attribute',
    'connection pool exhausted',
    'Timed out fetching a new connection from the connection pool',
    'could not obtain a connection from the pool within 5.000 seconds',
    'HikariPool-1 - Connection is not available, request timed out after 30000ms',
    'Knex: Timeout acquiring a connection. The pool is probably full.',
    'pool timed out while waiting for an open connection',
  ])('by the words of many a pool: %s', (text) => {
    const told = { request: failingFrom(12_000), logs: [line('web-1', 12_100, text)] }
    expect(found(noConnectionLeft, told)).not.toBeNull()
  })

  test.each([
    'a bug',
    'Closing database connection pool',
    'connection pool closed gracefully',
    'connection pool: limit 10, timeout 5000 ms',
    'Cannot use a pool after calling end on the pool',
  ])('not: its log speaks of something else: %s', (text) => {
    const told = { request: failingFrom(12_000), logs: [line('web-1', 12_100, text)] }
    expect(found(noConnectionLeft, told)).toBeNull()
  })

  test('not: it closes its pool when it is asked to stop, and drops what is under way', () => {
    const told: Told = {
      events: events(...changed('stop web-1', 11_000, 11_100), down('web-1', 11_100)),
      request: (startMs, instance) =>
        instance === 'web-1' && startMs > 10_900 && startMs < 11_000 ? answered(502, 150) : {},
      logs: [line('web-1', 11_005, 'Closing database connection pool')],
    }
    expect(diagnosisOf(told)?.causes.map(({ code }) => code)).toEqual(['no-drain'])
  })
})

describe('it burns CPU', () => {
  /** What it had used in all at each second, so much more each second until a moment, and then another. */
  const used = (before: number, after: number): Timed[] => {
    let app = 0
    return Array.from({ length: 31 }, (_, k) => {
      app += k < 15 ? before : after
      return {
        atMs: k * 1000,
        type: 'instruments',
        loopDelayMaxMs: 1,
        cpu: { harness: 0, load: 0, probe: 0, app },
      }
    })
  }

  test('several times what it had used, from the first breach on', () => {
    const cause = found(burnsCpu, { request: failingFrom(15_000), events: events(...used(400, 1900)) })
    expect(cause?.evidence).toEqual([
      'its processes used 1900 ms of CPU a second after uptime at least 99.9 % broke in lost, 400 ms before it',
      '200 requests were sent a second, 200 before it',
    ])
  })

  test('not: it was sent five times as many requests', () => {
    const request: Told['request'] = (startMs) =>
      startMs < 15_000 ? startMs % 25 === 0 && {} : answered(500)
    expect(found(burnsCpu, { request, events: events(...used(400, 1900)) })).toBeNull()
  })

  test('where something else broke before', () => {
    const request: Told['request'] = (startMs) =>
      startMs >= 6000 && startMs < 6500 ? { durationMs: 400 } : startMs >= 15_000 ? answered(500) : {}
    expect(found(burnsCpu, { request, events: events(...used(400, 1900)) })?.windows).toEqual(['lost'])
  })

  test.each([
    ['as much as before', 1000, 1100],
    ['more, and a core had time to spare', 50, 500],
  ])('not: %s', (_, before, after) => {
    expect(
      found(burnsCpu, { request: failingFrom(15_000), events: events(...used(before, after)) }),
    ).toBeNull()
  })
})

describe('a start costs others', () => {
  const restarted = events(
    down('web-1', 11_600),
    ...changed('start web-1', 12_000, 13_000),
    booting('web-1', 12_100),
    state('web-1', 13_000, { bootId: 'web-1-b' }),
  )
  const slow =
    (fromMs: number, toMs: number): Told['request'] =>
    (startMs, instance) =>
      instance === 'web-2' && startMs >= fromMs && startMs < toMs ? { durationMs: 300 } : {}

  test('slow everywhere while one starts', () => {
    expect(found(startCostsOthers, { events: restarted, request: slow(12_000, 13_500) })).toMatchObject({
      sure: 'possible',
      windows: ['lost'],
    })
  })

  test('not: slow at another time', () => {
    expect(found(startCostsOthers, { events: restarted, request: slow(17_000, 19_000) })).toBeNull()
  })

  test('not: only the one that started was slow', () => {
    const request: Told['request'] = (startMs, instance) =>
      instance === 'web-1' && startMs >= 13_000 && startMs < 14_500 ? { durationMs: 300 } : {}
    expect(found(startCostsOthers, { events: restarted, request })).toBeNull()
  })
})
