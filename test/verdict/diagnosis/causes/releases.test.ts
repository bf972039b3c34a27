import { describe, expect, test } from 'vitest'
import { badRelease } from '../../../../src/verdict/diagnosis/causes/bad-release.ts'
import { configuration } from '../../../../src/verdict/diagnosis/causes/configuration.ts'
import { ignoresMigrations } from '../../../../src/verdict/diagnosis/causes/ignores-migrations.ts'
import { notBackAtTheEnd } from '../../../../src/verdict/diagnosis/causes/not-back-at-the-end.ts'
import { releaseDoesNotStart } from '../../../../src/verdict/diagnosis/causes/release-does-not-start.ts'
import { schemaMismatch } from '../../../../src/verdict/diagnosis/causes/schema-mismatch.ts'
import { switchGap } from '../../../../src/verdict/diagnosis/causes/switch-gap.ts'
import {
  deployEnded,
  deployStarted,
  down,
  state,
  switched,
  type Timed,
  triggered,
  watched,
} from '../../../measure/build-instances.ts'
import { answered, changed, found, line, type Told } from '../build-diagnosis.ts'

describe('the release is bad', () => {
  const shipped = (fails: (startMs: number, instance: string) => boolean): Told => ({
    events: [
      deployStarted(11_000, 'lost', '1.1.0'),
      switched(12_000, 'lost', 'web-1', '1.1.0'),
      deployEnded(15_000, 'lost'),
      state('web-1', 4000),
      state('web-2', 4000),
      state('web-1', 12_000, { release: '1.1.0' }),
      ...watched(4000, 31_000),
    ],
    request: (startMs, instance) => (fails(startMs, instance) ? answered(500) : {}),
  })

  test('only what it serves fails', () => {
    const cause = found(
      badRelease,
      shipped((startMs, instance) => instance === 'web-1' && startMs > 12_500 && startMs < 13_500),
    )
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence[0]).toContain('1.1.0 served failed')
  })

  const bothNew = (events: Timed[] = []) => [...events, state('web-2', 14_000, { release: '1.1.0' })]
  const loss = (instantMs: number) => ({ window: 'settled', instantMs, fault: 'loss', victim: 'db' })

  test('not: everything it serves fails, but only once its database is lost', () => {
    const told = shipped((startMs) => startMs > 22_000 && startMs < 23_000)
    const events = bothNew(told.events)
    expect(found(badRelease, { ...told, events, faults: [loss(22_000)] })).toBeNull()
    // The same without the loss is the release's.
    expect(found(badRelease, { ...told, events })).toMatchObject({ sure: 'likely' })
  })

  test('only possible where a fault came while it was being shipped, before most failures', () => {
    const told = shipped((startMs, instance) => instance === 'web-1' && startMs > 13_000 && startMs < 14_000)
    const during = (instantMs: number) => found(badRelease, { ...told, faults: [loss(instantMs)] })
    expect(during(12_900)).toMatchObject({ sure: 'possible' })
    expect(during(12_900)?.evidence).toContain('before most of them: db was taken away')
    expect(during(13_500)).toMatchObject({ sure: 'likely' })
  })

  test('not: only after it was taken back', () => {
    const told = shipped((startMs, instance) => instance === 'web-1' && startMs > 22_000 && startMs < 23_000)
    const events = [...(told.events ?? []), ...triggered(21_000, 'settled')]
    expect(found(badRelease, { ...told, events })).toBeNull()
  })

  test.each<[string, Told]>([
    ['the old one fails as well', shipped((startMs) => startMs > 12_500 && startMs < 13_500)],
    ['only the old one fails', shipped((startMs, instance) => instance === 'web-2' && startMs > 12_500)],
    [
      'it failed before it was shipped',
      shipped((startMs, instance) => instance === 'web-1' && startMs < 10_000),
    ],
  ])('not: %s', (_, told) => {
    expect(found(badRelease, told)).toBeNull()
  })
})

describe('code and schema do not fit', () => {
  const migrated = (failing: Told['request']): Told => ({
    events: [
      {
        atMs: 12_000,
        type: 'migrated',
        window: 'lost',
        release: '1.1.0',
        direction: 'up',
        moved: ['0004_channel'],
      },
    ],
    request: failing,
  })
  const after: Told['request'] = (startMs) =>
    startMs > 12_000 && startMs < 13_000 ? { ...answered(500), operation: 'place order' } : {}

  test('what served before fails once the schema was moved', () => {
    const logs = [line('web-1', 12_020, 'column "channel" of relation "orders" violates not-null')]
    const cause = found(schemaMismatch, { ...migrated(after), logs })
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence.at(-1)).toContain('web-1 wrote: column "channel"')
  })

  test.each<[string, Told]>([
    [
      'it failed as much before',
      migrated((startMs) =>
        (startMs > 9000 && startMs < 9990) || (startMs > 12_500 && startMs < 12_600) ? answered(500) : {},
      ),
    ],
    ['nothing failed', migrated(undefined)],
    [
      'an edge answered, and not the code',
      migrated((startMs) => (startMs > 12_000 && startMs < 13_000 ? answered(502) : {})),
    ],
    ['no schema was moved', { request: after }],
    [
      'it failed with the next release',
      {
        ...migrated((startMs) => (startMs > 14_500 && startMs < 15_000 ? answered(500) : {})),
        events: [...(migrated(undefined).events ?? []), switched(14_000, 'lost', 'web-1', '1.1.0')],
      },
    ],
  ])('not: %s', (_, told) => {
    expect(found(schemaMismatch, told)).toBeNull()
  })
})

const finding = (what: string, evidence: string[], holds = false): Timed => ({
  atMs: 12_000,
  type: 'finding',
  window: 'lost',
  path: 'steps[1]',
  what,
  holds,
  evidence,
})

describe('migrations are ignored', () => {
  const ready = finding('1.1.0 lives and does not get ready', ['ready after 400 ms'])

  test('it is ready though one is pending', () => {
    expect(found(ignoresMigrations, { events: [ready] })?.what).toContain('Readiness does not ask')
  })

  test('it moves them itself, where none is pending after that', () => {
    const through = finding('deploy 1.1.0: refused as migration-pending', ['deployed'])
    expect(found(ignoresMigrations, { events: [ready, through] })?.what).toContain(
      'moves the schema when it starts',
    )
  })

  test('not: it stayed unready, or ended', () => {
    expect(
      found(ignoresMigrations, {
        events: [finding('1.1.0 lives and does not get ready', ['neither'], true)],
      }),
    ).toBeNull()
    expect(
      found(ignoresMigrations, {
        events: [finding('1.1.0 lives and does not get ready', ['ended with exit code 1'])],
      }),
    ).toBeNull()
  })
})

describe('configuration', () => {
  test.each([
    ['1.0.0 boots and shows configuration.JOB_POLL_MS = 7', ['ready after 1 s'], 'built in'],
    [
      'without DATABASE_URL 1.0.0 does not boot and names DATABASE_URL',
      ['ready after 1 s'],
      'starts without what it needs',
    ],
    [
      'without DATABASE_URL 1.0.0 does not boot and names DATABASE_URL',
      ['ended with exit code 1'],
      'does not say which',
    ],
    ['no secret stands in artifacts, logs or record', ['web-1.log'], 'A secret is written'],
  ])('%s', (what, evidence, words) => {
    expect(found(configuration, { events: [finding(what, evidence)] })?.what).toContain(words)
    expect(found(configuration, { events: [finding(what, evidence, true)] })).toBeNull()
  })
})

describe('a gap when the edge is switched', () => {
  const traffic = Array.from({ length: 5000 }, (_, k) => {
    const startMs = 5000 + k * 5
    const gap = startMs >= 12_000 && startMs < 12_300
    return {
      startMs,
      durationMs: gap ? 5 : 10,
      status: gap ? 503 : 200,
      instance: gap ? '' : 'web-1',
      method: (k >> 1) % 2 === 0 ? 'GET' : 'POST',
    }
  })
  const told = (switchedMs: number): Told => ({
    traffic,
    instancesKnown: false,
    events: changed('route to web-1*0, web-2*100', switchedMs, switchedMs + 50),
    request: (startMs) => (startMs >= 12_000 && startMs < 12_300 ? answered(503) : {}),
  })

  test('requests were sent to nobody while it was switched', () => {
    expect(found(switchGap, told(11_990))).toMatchObject({ sure: 'likely', windows: ['lost'] })
  })

  test('not: it was switched at another time', () => {
    expect(found(switchGap, told(17_000))).toBeNull()
  })

  test('not: without a log of the edge nobody knows', () => {
    const { traffic: _, ...without } = told(11_990)
    expect(found(switchGap, without)).toBeNull()
  })
})

describe('the release does not start', () => {
  const refused = (code: 'start-failed' | 'never-ready' | 'migration-pending'): Told => ({
    events: [
      deployStarted(11_000, 'lost', '1.1.0'),
      {
        atMs: 13_000,
        type: 'deploy-ended',
        window: 'lost',
        outcome: 'refused',
        code,
        detail: 'web-1 ended (exit code 1).',
      },
      finding('deploy the next release', [
        `${code}: web-1 ended (exit code 1).\nLast lines:\n  Error: cannot find tax-tables.json`,
      ]),
    ],
  })

  test('the deploy was refused because it did not get up', () => {
    const cause = found(releaseDoesNotStart, refused('start-failed'))
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence).toEqual([
      'the deploy was refused (start-failed): web-1 ended (exit code 1).',
      'it wrote: Error: cannot find tax-tables.json',
    ])
    expect(found(releaseDoesNotStart, refused('never-ready'))?.what).toContain('never gets ready')
  })

  test('not: it was refused for another reason, or that was what the drill wanted', () => {
    expect(found(releaseDoesNotStart, refused('migration-pending'))).toBeNull()
    const wanted = refused('start-failed').events?.slice(0, 2) ?? []
    expect(
      found(releaseDoesNotStart, {
        events: wanted,
        request: (startMs) => (startMs > 25_000 && startMs < 25_500 ? answered(500) : {}),
      }),
    ).toBeNull()
  })
})

describe('not back at the end', () => {
  const faults = [{ window: 'lost', instantMs: 11_000, healed: true }]
  const gone = down('web-1', 11_100, { endAsked: false })
  const events = (...more: Timed[]): Timed[] => [
    state('web-1', 4000),
    state('web-2', 4000),
    ...more,
    ...watched(4000, 31_000),
  ]

  test('only the last look failed, and an instance was not there', () => {
    const cause = found(notBackAtTheEnd, { faults, steady: { after: false }, events: events(gone) })
    expect(cause).toMatchObject({ sure: 'possible', windows: ['after'] })
    expect(cause?.evidence).toEqual([
      'web-1 was killed',
      'kill of web-1 was healed',
      'web-1 did not live at the end',
    ])
  })

  test('not: all were ready', () => {
    expect(
      found(notBackAtTheEnd, {
        faults,
        steady: { after: false },
        events: events(gone, state('web-1', 20_000)),
      }),
    ).toBeNull()
  })

  test('not: something broke before that', () => {
    const request: Told['request'] = (startMs) => (startMs > 12_000 && startMs < 12_500 ? answered(500) : {})
    expect(
      found(notBackAtTheEnd, { faults, steady: { after: false }, events: events(gone), request }),
    ).toBeNull()
  })
})
