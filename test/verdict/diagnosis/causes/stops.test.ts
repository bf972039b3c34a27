import { describe, expect, test } from 'vitest'
import { drainTooShort } from '../../../../src/verdict/diagnosis/causes/drain-too-short.ts'
import { endedBySignal } from '../../../../src/verdict/diagnosis/causes/ended-by-signal.ts'
import { ignoresStop } from '../../../../src/verdict/diagnosis/causes/ignores-stop.ts'
import { jobsLeftBehind } from '../../../../src/verdict/diagnosis/causes/jobs-left-behind.ts'
import { causes } from '../../../../src/verdict/diagnosis/causes/map.ts'
import { noDrain } from '../../../../src/verdict/diagnosis/causes/no-drain.ts'
import { objective } from '../../../measure/build-record.ts'
import { answered, changed, found, type Told } from '../build-diagnosis.ts'

/** web-1 is stopped at 12 s, which takes so long; what it gets between two moments fails. */
const stopped = (tookMs: number, fromMs: number, toMs: number, how = answered(502)): Told => ({
  events: [...changed('stop web-1', 12_000, 12_000 + tookMs), ...changed('start web-1', 18_000, 18_500)],
  request: (startMs, instance) => (instance === 'web-1' && startMs >= fromMs && startMs < toMs ? how : {}),
})

describe('no drain', () => {
  test('it ended at once, and what was sent next was refused', () => {
    const cause = found(noDrain, stopped(60, 12_010, 12_400))
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence[0]).toBe('web-1 had ended 60 ms after it was asked to stop')
  })

  test('it took its time and cut what was in flight', () => {
    const cause = found(noDrain, stopped(3000, 11_990, 12_010, answered(502, 50)))
    expect(cause?.evidence.at(-1)).toContain('in flight when it was asked to stop')
  })

  test.each<[string, Told]>([
    ['it drained, and was refused only after that', stopped(3000, 14_000, 15_500)],
    ['nothing failed', stopped(60, 0, 0)],
    [
      'the other failed',
      {
        ...stopped(60, 0, 0),
        request: (startMs, instance) =>
          instance === 'web-2' && startMs > 12_000 && startMs < 12_300 ? answered(502) : {},
      },
    ],
    ['what it answered by itself was not cut', stopped(60, 12_010, 12_400, answered(500))],
    ['failures after it was started again are of the new one', stopped(60, 18_600, 19_000)],
    ['nobody was stopped', { ...stopped(60, 12_010, 12_400), events: [] }],
  ])('not: %s', (_, told) => {
    expect(found(noDrain, told)).toBeNull()
  })
})

describe('drain too short', () => {
  test('it finished what it had, and the edge went on sending', () => {
    const cause = found(drainTooShort, stopped(1000, 12_600, 13_500))
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence[0]).toContain('sent up to 1.49 s after it was asked to stop')
  })

  test('that nothing in flight failed is said only where it is so', () => {
    const refused = stopped(1000, 12_600, 13_500)
    const hung = answered(0, 2000)
    const evidence = (told: Told) => found(drainTooShort, told)?.evidence.join('; ')
    expect(evidence(refused)).toContain('none that was in flight at the stop failed')
    const request: Told['request'] = (startMs, instance) =>
      startMs === 10_500 ? hung : (refused.request?.(startMs, instance) ?? {})
    expect(evidence({ ...refused, request })).toContain('it took 1 s to end')
    expect(evidence({ ...refused, request })).not.toContain('in flight')
  })

  test.each<[string, Told]>([
    ['it did not drain at all', stopped(60, 12_010, 12_400)],
    ['nothing failed', stopped(1000, 0, 0)],
    ['long after', stopped(1000, 25_000, 25_500)],
  ])('not: %s', (_, told) => {
    expect(found(drainTooShort, told)).toBeNull()
  })
})

test('it ignores the stop where it had to be killed, and only there', () => {
  const stop = {
    atMs: 18_000,
    type: 'stopped',
    window: 'lost',
    name: 'web-1',
    exitCode: null,
    signal: 'SIGKILL',
    tookMs: 6000,
    killed: true,
  } as const
  expect(found(ignoresStop, { events: [stop] })).toMatchObject({ sure: 'likely', windows: ['lost'] })
  expect(found(ignoresStop, { events: [{ ...stop, killed: false, exitCode: 0, signal: null }] })).toBeNull()
})

describe('ended by the signal itself', () => {
  const stop = {
    atMs: 18_000,
    type: 'stopped',
    window: 'lost',
    name: 'web-1',
    exitCode: null,
    signal: 'SIGTERM',
    tookMs: 4.46,
    killed: false,
  } as const

  test('nothing handled it', () => {
    const cause = found(endedBySignal, { events: [stop] })
    expect(cause).toMatchObject({ sure: 'likely', windows: ['lost'] })
    expect(cause?.evidence).toEqual(['web-1 ended by SIGTERM, 4.46 ms after it was asked to'])
    // One that handled it, and raises it again at its end, looks the same.
    expect(cause?.what).toBe(
      'SIGTERM itself ended the app: nothing handles it, or what does raises it again at its end.',
    )
  })

  test('an exit code that says the same is also that of a JVM which ended well', () => {
    const cause = found(endedBySignal, { events: [{ ...stop, signal: null, exitCode: 143 }] })
    expect(cause).toMatchObject({ sure: 'possible' })
    expect(cause?.evidence).toEqual(['web-1 ended with exit code 143, 4.46 ms after it was asked to'])
  })

  test.each([
    ['it ended by itself', { signal: null, exitCode: 0 }],
    ['it had to be killed', { killed: true, signal: 'SIGKILL' }],
    ['something else ended it', { signal: 'SIGSEGV' }],
    ['it ended with an error', { signal: null, exitCode: 1 }],
  ])('not: %s', (_, how) => {
    expect(found(endedBySignal, { events: [{ ...stop, ...how }] })).toBeNull()
  })

  test('is one of the known causes', () => {
    expect(causes['ended-by-signal']).toBe(endedBySignal)
  })
})

describe('jobs left behind', () => {
  const expected = [
    objective({ kind: 'probe', name: 'oldest open job', stat: 'max' }, { op: 'below', value: 10_000 }),
  ]
  const value = (atMs: number, oldest: number) =>
    ({ atMs, type: 'named-probe', name: 'oldest open job', value: oldest, error: null, tookMs: 2 }) as const

  test('a probe of jobs broke after a stop', () => {
    const told = { ...stopped(3000, 0, 0), expect: expected }
    const events = [...(told.events ?? []), value(11_000, 50), value(19_000, 15_000)]
    expect(found(jobsLeftBehind, { ...told, events })).toMatchObject({ sure: 'likely', windows: ['lost'] })
  })

  test('not: it broke before anybody was stopped', () => {
    const told = { ...stopped(3000, 0, 0), expect: expected }
    expect(
      found(jobsLeftBehind, { ...told, events: [...(told.events ?? []), value(11_000, 15_000)] }),
    ).toBeNull()
  })

  test('not: another probe broke', () => {
    const other = [objective({ kind: 'probe', name: 'memory', stat: 'max' }, { op: 'below', value: 10_000 })]
    const told = { ...stopped(3000, 0, 0), expect: other }
    const events = [...(told.events ?? []), { ...value(19_000, 15_000), name: 'memory' }]
    expect(found(jobsLeftBehind, { ...told, events })).toBeNull()
  })
})
