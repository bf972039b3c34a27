import { describe, expect, test } from 'vitest'
import type { Problem, Story } from '../../../../src/measure/ledger/ledger.ts'
import { jobsDoneTwice } from '../../../../src/verdict/diagnosis/causes/jobs-done-twice.ts'
import { jobsLeftBehind } from '../../../../src/verdict/diagnosis/causes/jobs-left-behind.ts'
import { mixedVersions } from '../../../../src/verdict/diagnosis/causes/mixed-versions.ts'
import { doubledWrites, lostJobs, lostWrites } from '../../../../src/verdict/diagnosis/causes/writes.ts'
import type { Scene } from '../../../../src/verdict/diagnosis/scene.ts'
import { deployStarted, state, type Timed, watched } from '../../../measure/build-instances.ts'
import { objective } from '../../../measure/build-record.ts'
import { answered, bothUp, changed, found, sceneTold } from '../build-diagnosis.ts'

/** A failed run whose ledger has such stories, and whose first broken clause is about them. */
function sceneOf(clause: string, problem: Problem, more: Partial<Story> = {}): Scene {
  const scene = sceneTold({
    request: (startMs) => (startMs >= 12_000 && startMs < 13_000 ? answered(500) : {}),
  })
  const [breach] = scene.breaches
  const attempt = {
    startMs: 11_990,
    durationMs: 5,
    told: 'acknowledged',
    status: 201,
    instance: 'web-1',
    release: '',
  }
  const story: Story = {
    key: 'k-1',
    problem,
    attempts: [attempt],
    stored: 0,
    jobs: 0,
    near: { what: 'kill of web-1', afterMs: 10 },
    ...more,
  }
  const writes = {
    acknowledged: 9,
    refused: 0,
    unknown: 0,
    stored: 8,
    unknownStored: 0,
    refusedStored: 0,
    lost: 1,
    duplicated: 1,
  }
  const ledger = {
    writes,
    jobs: { told: 0, lost: 0, duplicated: 0 },
    balances: 0,
    differing: [],
    foreign: 0,
    before: null,
    reading: null,
    stories: [story],
  }
  return {
    ...scene,
    breaches: [{ ...breach!, clause: { ...breach!.clause, objective: clause } }],
    measurements: { ...scene.measurements, ledger },
  }
}

describe('writes', () => {
  test('lost around a kill: acknowledged before they were stored', () => {
    const cause = lostWrites(sceneOf('lost writes at most 0', 'lost'))
    expect(cause).toMatchObject({ sure: 'likely', what: expect.stringContaining('before it is stored') })
    expect(cause?.evidence).toEqual([
      '1 write was lost, such as that of k-1',
      'it was sent 10 ms before kill of web-1',
      'they went through web-1',
    ])
  })

  test('lost with nothing near', () => {
    expect(lostWrites(sceneOf('lost writes at most 0', 'lost', { near: null }))?.what).toContain(
      'does not store it',
    )
  })

  test('doubled: tried again by the client, or by the edge', () => {
    const once = sceneOf('duplicated writes at most 0', 'duplicated')
    expect(doubledWrites(once)?.what).toContain('sent once')
    const { attempts } = once.measurements.ledger!.stories[0]!
    expect(
      doubledWrites(
        sceneOf('duplicated writes at most 0', 'duplicated', { attempts: [...attempts, ...attempts] }),
      )?.what,
    ).toContain('tried again is stored again')
  })

  test('not: the clause that broke is another one', () => {
    expect(lostWrites(sceneOf('uptime at least 99.9 %', 'lost'))).toBeNull()
    expect(doubledWrites(sceneOf('lost writes at most 0', 'duplicated'))).toBeNull()
    expect(lostWrites(sceneOf('lost writes at most 0', 'duplicated'))).toBeNull()
  })
})

test('stock taken twice for a write that is stored once', () => {
  const scene = sceneOf('duplicated writes at most 0', 'duplicated')
  const ledger = {
    ...scene.measurements.ledger!,
    stories: [],
    differing: [{ name: 'stock of product 3', expected: 57, actual: 59 }],
  }
  const told = { ...scene, measurements: { ...scene.measurements, ledger } }
  expect(doubledWrites(told)).toMatchObject({
    what: expect.stringContaining('takes effect again'),
    evidence: ['stock of product 3 is 59 and should be 57'],
  })
  const less = { ...ledger, differing: [{ name: 'stock of product 3', expected: 57, actual: 50 }] }
  expect(doubledWrites({ ...told, measurements: { ...told.measurements, ledger: less } })).toBeNull()
})

describe('lost jobs', () => {
  test('with the instance that had them, or from the begin', () => {
    expect(lostJobs(sceneOf('lost jobs at most 0', 'job-lost'))?.what).toContain('lost with the instance')
    expect(lostJobs(sceneOf('lost jobs at most 0', 'job-lost', { near: null }))?.what).toContain(
      'without its job',
    )
  })

  test('not: what is lost are writes', () => {
    expect(lostJobs(sceneOf('lost writes at most 0', 'lost'))).toBeNull()
  })
})

describe('jobs done twice', () => {
  const expected = [
    objective({ kind: 'probe', name: 'jobs done twice', stat: 'max' }, { op: 'atMost', value: 0 }),
  ]
  const twice: Timed = {
    atMs: 15_000,
    type: 'named-probe',
    name: 'jobs done twice',
    value: 4,
    error: null,
    tookMs: 2,
  }

  test('with nothing done to the app', () => {
    expect(found(jobsDoneTwice, { expect: expected, events: [...bothUp(), twice] })?.what).toContain(
      'claimed without a lock',
    )
  })

  test('after a stop, and then none are left behind', () => {
    const told = { expect: expected, events: [...bothUp(), twice, ...changed('stop web-1', 12_000, 13_000)] }
    expect(found(jobsDoneTwice, told)?.evidence[1]).toBe(
      'the last thing before that: web-1 was asked to stop',
    )
    expect(found(jobsLeftBehind, told)).toBeNull()
  })

  test('not: none was', () => {
    const request = (startMs: number) => (startMs > 12_000 && startMs < 12_500 ? answered(500) : {})
    expect(found(jobsDoneTwice, { request })).toBeNull()
  })
})

describe('mixed versions', () => {
  const unmet: Timed = {
    atMs: 18_000,
    type: 'condition',
    condition: { kind: 'serving', release: { ref: 'previous' }, atLeast: 'all' },
    window: 'lost',
    met: false,
    withinMs: 5000,
    restedOn: '',
    tookMs: 5001,
  }
  const both = (second: string): Timed[] => [
    state('web-1', 4000),
    state('web-2', 4000, { release: second }),
    ...watched(4000, 31_000),
    unmet,
  ]

  test('one goes on serving another release when the time is over', () => {
    const cause = found(mixedVersions, { events: both('1.1.0') })
    expect(cause?.evidence).toEqual([
      'when the time was over, web-1 said that it serves 1.0.0, web-2 said that it serves 1.1.0',
    ])
  })

  test('all go on with the old one when another should be served', () => {
    const next: Timed = {
      ...unmet,
      condition: { kind: 'serving', release: { ref: 'next' }, atLeast: 'all' },
    } as Timed
    const told = both('1.0.0').map((event) => (event === unmet ? next : event))
    expect(
      found(mixedVersions, { events: [...told, deployStarted(11_000, 'lost', '1.1.0')] })?.evidence[1],
    ).toBe('1.1.0 should have been served')
  })

  test('not: all serve the same, and it is not known that it should be another', () => {
    expect(found(mixedVersions, { events: both('1.0.0') })).toBeNull()
  })
})
