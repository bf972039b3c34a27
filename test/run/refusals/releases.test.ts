import { describe, expect, test } from 'vitest'
import { serving } from '../../../src/drill/conditions.ts'
import { kill } from '../../../src/drill/faults.ts'
import type { Step } from '../../../src/drill/model.ts'
import { instanceServing } from '../../../src/drill/refs.ts'
import { broken, current, exits, next, previous, release } from '../../../src/drill/releases.ts'
import { deploy, migrate } from '../../../src/drill/shipping.ts'
import { until } from '../../../src/drill/steps.ts'
import { boots } from '../../../src/drill/trials.ts'
import { reasonsOn, refusalsOn } from './planned.ts'

const within = { within: '5s' } as const

describe('what the configuration does not name', () => {
  test.each<[string, () => Step[]]>([
    ['deployed', () => [deploy(next())]],
    ['waited for', () => [until(serving(next()), within)]],
    ['made broken', () => [deploy(broken(next(), exits()))]],
    ['migrated', () => [migrate(next())]],
    ['hit', () => [kill(instanceServing(next()))]],
  ])('a next release that is %s', (_what, steps) => {
    expect(refusalsOn(steps, { releases: { current: '1.0.0', next: null } })).toMatchObject([
      {
        code: 'plan-refused',
        reason: expect.stringContaining('the configuration names no next release'),
        hint: expect.stringContaining('release.next'),
      },
    ])
  })

  test('a bad release, where the user’s own command starts the instances', () => {
    const bad = () => [deploy(broken(current(), exits()))]
    expect(refusalsOn(bad, { strategy: { kind: 'command' } })).toMatchObject([
      {
        code: 'capability-missing',
        reason: expect.stringContaining('broken(…) cannot make a bad release'),
        hint: expect.stringContaining("release('…')"),
      },
    ])
    const booted = () => [boots(broken(current(), exits()), { shows: { version: '1' }, ...within })]
    expect(refusalsOn(booted, { strategy: { kind: 'command' } })).toHaveLength(1)
    expect(refusalsOn(bad)).toEqual([])
    expect(refusalsOn(() => [deploy(release('1.1.0-bad'))], { strategy: { kind: 'command' } })).toEqual([])
  })

  test('a current one; those that are named or were there before need nothing', () => {
    expect(reasonsOn(() => [until(serving(current()), within)], { releases: null })).toEqual([
      expect.stringContaining('names no current release'),
    ])
    const named = () => [deploy(release('2.0.0')), until(serving(previous()), within)]
    expect(refusalsOn(named, { releases: null })).toEqual([])
  })
})
