import { describe, expect, test } from 'vitest'
import { coldStart } from '../../../../src/verdict/diagnosis/causes/cold-start.ts'
import { crashLoop } from '../../../../src/verdict/diagnosis/causes/crash-loop.ts'
import { doesNotStartAgain } from '../../../../src/verdict/diagnosis/causes/does-not-start-again.ts'
import { nobodyRestarts } from '../../../../src/verdict/diagnosis/causes/nobody-restarts.ts'
import { slowStart } from '../../../../src/verdict/diagnosis/causes/slow-start.ts'
import { slowToGetOver } from '../../../../src/verdict/diagnosis/causes/slow-to-get-over.ts'
import { tooLittleCapacity } from '../../../../src/verdict/diagnosis/causes/too-little-capacity.ts'
import { undisturbed } from '../../../../src/verdict/diagnosis/causes/undisturbed.ts'
import { booting, down, state, type Timed, watched } from '../../../measure/build-instances.ts'
import { objective } from '../../../measure/build-record.ts'
import { answered, changed, found, line, type Told } from '../build-diagnosis.ts'

const events = (...more: Timed[]): Timed[] => [
  state('web-1', 4000),
  state('web-2', 4000),
  ...more,
  ...watched(4000, 31_000),
]
/** web-1 is stopped at 11 s, started at 12 s and ready at some time after that. */
const restarted = (readyMs: number): Timed[] =>
  events(
    ...changed('stop web-1', 11_000, 11_500),
    down('web-1', 11_600),
    ...changed('start web-1', 12_000, readyMs),
    booting('web-1', 12_100),
    state('web-1', readyMs, { bootId: 'web-1-b' }),
  )
const slowOn =
  (names: readonly string[], fromMs: number, toMs: number, durationMs = 300): Told['request'] =>
  (startMs, instance) =>
    names.includes(instance) && startMs >= fromMs && startMs < toMs ? { durationMs } : {}

describe('slow start', () => {
  const boots = [objective({ kind: 'boot-time' }, { op: 'below', value: 2000 })]
  // It is about starts that the drill makes.
  const phases = [
    {
      name: 'lost',
      durationMs: 15_000,
      steps: [{ kind: 'start', instance: { ref: 'victim' }, place: '' } as never],
    },
  ]

  test('longer than it was allowed', () => {
    const cause = found(slowStart, { phases, expect: boots, events: restarted(16_000) })
    expect(cause).toMatchObject({
      sure: 'likely',
      evidence: ['web-1 said that it was ready 4 s after its start'],
    })
  })

  test('not: in time', () => {
    expect(found(slowStart, { phases, expect: boots, events: restarted(13_000) })).toBeNull()
  })

  test('not: nothing about starts broke', () => {
    expect(
      found(slowStart, { events: restarted(16_000), request: slowOn(['web-1'], 16_000, 18_000) }),
    ).toBeNull()
  })
})

describe('cold start', () => {
  test('slow only on the one that has just started', () => {
    const cause = found(coldStart, { events: restarted(13_000), request: slowOn(['web-1'], 13_000, 15_000) })
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence[0]).toContain('in the first 1.99 s after it was ready')
  })

  test.each<[string, Told]>([
    ['all were slow', { events: restarted(13_000), request: slowOn(['web-1', 'web-2'], 13_000, 15_000) }],
    ['the other was slow', { events: restarted(13_000), request: slowOn(['web-2'], 13_000, 15_000) }],
    ['nobody had started', { events: events(), request: slowOn(['web-1'], 13_000, 15_000) }],
    [
      'it is not known who was slow',
      { events: restarted(13_000), request: slowOn(['web-1'], 13_000, 15_000), instancesKnown: false },
    ],
  ])('not: %s', (_, told) => {
    expect(found(coldStart, told)).toBeNull()
  })
})

describe('too little capacity', () => {
  const faults = [{ window: 'lost', instantMs: 11_000 }]
  const gone = events(
    down('web-1', 11_100, { endAsked: false }),
    state('web-1', 20_500, { bootId: 'web-1-b' }),
  )

  test('all slow and none failed while one is away', () => {
    const cause = found(tooLittleCapacity, {
      faults,
      events: gone,
      request: slowOn(['web-2'], 11_500, 19_000),
    })
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence[0]).toContain('while web-1 was away (kill)')
  })

  test.each<[string, Told]>([
    [
      'they were slow with both there',
      { faults, events: gone, request: slowOn(['web-1', 'web-2'], 5000, 10_900) },
    ],
    [
      'some were slow before as well',
      {
        faults,
        events: gone,
        request: (startMs, instance) =>
          instance === 'web-2' &&
          ((startMs >= 6000 && startMs < 8000) || (startMs >= 11_500 && startMs < 19_000))
            ? { durationMs: 300 }
            : {},
      },
    ],
    [
      'most failed',
      {
        faults,
        events: gone,
        request: (startMs, instance) =>
          startMs < 11_500 || startMs > 19_000
            ? {}
            : instance === 'web-1'
              ? answered(502)
              : { durationMs: 300 },
      },
    ],
    [
      'only the one that hangs is slow',
      {
        faults: [{ ...faults[0]!, fault: 'pause' }],
        events: gone,
        request: slowOn(['web-1'], 11_500, 19_000),
      },
    ],
  ])('not: %s', (_, told) => {
    expect(found(tooLittleCapacity, told)).toBeNull()
  })
})

describe('after a crash', () => {
  const faults = [{ window: 'lost', instantMs: 11_000, fault: 'crash' }]
  const isReady = [objective({ kind: 'ready-instances' }, { op: 'atLeast', value: 2 })]
  const crashed = (backMs: number): Told => ({
    expect: isReady,
    faults,
    events: events(
      down('web-1', 11_100, { endAsked: false }),
      booting('web-1', backMs),
      state('web-1', backMs + 400, { bootId: 'web-1-b' }),
    ),
  })

  test('nobody restarts it', () => {
    const cause = found(nobodyRestarts, {
      ...crashed(0),
      events: events(down('web-1', 11_100, { endAsked: false })),
    })
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost', 'settled'] })
  })

  test('not: it was back after a second', () => {
    expect(found(nobodyRestarts, crashed(12_100))).toBeNull()
  })

  test('not: it was killed, and its supervisor held off', () => {
    expect(
      found(nobodyRestarts, { ...crashed(25_000), faults: [{ ...faults[0]!, fault: 'kill' }] }),
    ).toBeNull()
  })

  test('it is started again and again', () => {
    const again = [12_000, 13_000, 14_000, 15_000].flatMap((atMs) => [
      booting('web-1', atMs),
      down('web-1', atMs + 500, { endAsked: false }),
    ])
    const told = { ...crashed(0), events: events(down('web-1', 11_100, { endAsked: false }), ...again) }
    expect(found(crashLoop, told)?.evidence[0]).toContain('web-1 was started 4 times in 3 s')
    expect(found(crashLoop, crashed(12_100))).toBeNull()
  })
})

describe('undisturbed', () => {
  test('it broke seconds before anything was done', () => {
    const faults = [{ window: 'lost', instantMs: 11_000 }]
    expect(found(undisturbed, { faults, request: slowOn(['web-1', 'web-2'], 6000, 9000) })).toMatchObject({
      sure: 'possible',
      windows: ['baseline'],
    })
  })

  test('not: it broke after that', () => {
    const faults = [{ window: 'lost', instantMs: 11_000 }]
    expect(found(undisturbed, { faults, request: slowOn(['web-1', 'web-2'], 12_000, 15_000) })).toBeNull()
  })
})

describe('slow to get over a loss', () => {
  const faults = [{ window: 'lost', instantMs: 11_000 }]
  const gone = events(
    down('web-1', 11_100, { endAsked: false }),
    state('web-1', 20_500, { bootId: 'web-1-b' }),
  )

  test('slow at first, and well again with the instance still away', () => {
    const told = { faults, events: gone, request: slowOn(['web-2'], 11_000, 13_500) }
    const cause = found(slowToGetOver, told)
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence[0]).toContain('after web-1 was lost (kill)')
    expect(found(tooLittleCapacity, told)).toBeNull()
  })

  test('not: slow until it is back', () => {
    expect(
      found(slowToGetOver, { faults, events: gone, request: slowOn(['web-2'], 11_000, 20_400) }),
    ).toBeNull()
  })

  test('not: slow before as well', () => {
    expect(
      found(slowToGetOver, { faults, events: gone, request: slowOn(['web-2'], 5000, 13_500) }),
    ).toBeNull()
  })
})

describe('it does not start again', () => {
  const seen = (evidence: string[], holds = false): Timed => ({
    atMs: 21_000,
    type: 'finding',
    window: 'settled',
    path: '',
    what: 'web-1 starts again',
    holds,
    evidence,
  })
  const faults = [{ window: 'lost', instantMs: 11_000 }]

  test('what was left behind is in its way', () => {
    const cause = found(doesNotStartAgain, {
      faults,
      events: events(seen(['it ended\n  another one runs: shop.lock is there'])),
    })
    expect(cause).toMatchObject({ sure: 'likely', windows: ['settled'] })
    expect(cause?.evidence.slice(1)).toEqual([
      'it wrote: another one runs: shop.lock is there',
      'it had gone by kill',
    ])
  })

  test.each([
    'blocked by a clock',
    'node_modules is older than package-lock.json',
    'it used pnpm-lock.yaml and yarn.lock',
    'deadlock',
  ])('a word that only looks like it: %s', (text) => {
    expect(found(doesNotStartAgain, { faults, events: events(seen([text])) })?.what).toBe(
      'An instance does not start again.',
    )
  })

  test.each<[string, string, number, boolean]>([
    ['it says so when it is started again', 'web-1', 21_100, true],
    ['another one says so', 'web-2', 21_100, false],
    ['it said so before it was killed', 'web-1', 10_900, false],
  ])('by logs: %s', (_, source, atMs, isTold) => {
    const logs = [line(source, atMs, 'the lock file of job 7 is taken')]
    const cause = found(doesNotStartAgain, { faults, events: events(seen(['it ended'])), logs })
    expect(cause?.evidence.some((each) => each.startsWith('it wrote'))).toBe(isTold)
  })

  test('for another reason', () => {
    expect(found(doesNotStartAgain, { events: events(seen(['it ended'])) })?.what).toBe(
      'An instance does not start again.',
    )
  })

  test('not: it does', () => {
    expect(found(doesNotStartAgain, { events: events(seen(['it is ready'], true)) })).toBeNull()
  })
})
