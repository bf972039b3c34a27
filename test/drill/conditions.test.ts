import { expect, test } from 'vitest'
import {
  anyOf,
  logged,
  probeValue,
  ready,
  recovered,
  serving,
  trigger,
  unready,
} from '../../src/drill/conditions.ts'
import { errors, failures, failureTime, p95, uptime } from '../../src/drill/indicators.ts'
import type { Condition, ReleaseRef } from '../../src/drill/model.ts'
import { next } from '../../src/drill/releases.ts'
import { refusal } from './refusal.ts'

test('conditions are data', () => {
  expect([recovered(), ready(), ready({ all: true }), ready({ atLeast: 2 }), probeValue('queue', 0)]).toEqual(
    [
      { kind: 'recovered' },
      { kind: 'ready', atLeast: 'all' },
      { kind: 'ready', atLeast: 'all' },
      { kind: 'ready', atLeast: 2 },
      { kind: 'probe', name: 'queue', equals: 0 },
    ],
  )
})

test('ready of no instance, or of a part of one, is refused', () => {
  for (const atLeast of [0, -1, 1.5, Number.NaN]) {
    const { code, message, hint } = refusal(() => ready({ atLeast }))
    expect(code).toBe('drill-invalid')
    expect(message).toMatch(/conditions\.test\.ts:\d+: ready\({ atLeast: .*means nothing/)
    expect(hint).toBe('Give a whole number from 1.')
  }
})

test('what instances serve and say is waited for in all of them unless said otherwise', () => {
  expect([serving(next()), serving(next(), { atLeast: 1 }), unready(), unready({ all: true })]).toEqual([
    { kind: 'serving', release: { ref: 'next' }, atLeast: 'all' },
    { kind: 'serving', release: { ref: 'next' }, atLeast: 1 },
    { kind: 'unready', check: null, atLeast: 'all' },
    { kind: 'unready', check: null, atLeast: 'all' },
  ])
  expect(unready({ check: 'database', atLeast: 2 })).toEqual({
    kind: 'unready',
    check: 'database',
    atLeast: 2,
  })
  expect([logged('up'), logged(/up\d+$/gi), anyOf(recovered())]).toEqual([
    { kind: 'logged', text: 'up' },
    { kind: 'logged', text: { pattern: 'up\\d+$', flags: 'i' } },
    { kind: 'any', of: [{ kind: 'recovered' }] },
  ])
})

test('a trigger is an objective turned round, over a time and for a time', () => {
  expect(trigger(errors().above('2%'), { over: '3s', for: '1s' })).toMatchObject({
    kind: 'measured',
    objective: { indicator: { kind: 'errors' }, bound: { op: 'above', value: 0.02 } },
    overMs: 3000,
    forMs: 1000,
  })
  expect(trigger(failures().atLeast(10), { over: '3s' })).toMatchObject({ forMs: 0 })
  expect(trigger(p95().above('250ms'), { over: '3s' })).toMatchObject({ overMs: 3000 })
})

const OVER = { over: '3s' } as const
test.each<[string, () => Condition, string, string]>([
  ['an indicator of the whole', () => trigger(uptime().above('1%'), OVER), 'cannot look at', 'errors()'],
  ['times of failures', () => trigger(failureTime(95).above('1s'), OVER), 'cannot look at', 'errors()'],
  ['a good bound', () => trigger(errors().below('2%'), OVER), 'needs what must not be', 'above'],
  [
    'a comparison',
    () => trigger(p95().notWorseThan('baseline', '5%'), OVER),
    'needs what must not be',
    'above',
  ],
  ['a run', () => trigger(errors().above('2%').over('run'), OVER), 'not at the run', "over('run')"],
  ['no bound', () => trigger(errors() as never, OVER), 'has no bound', 'below'],
  ['no time', () => trigger(errors().above('2%'), {} as never), 'over what time', 'over'],
  ['no time at all', () => trigger(errors().above('2%'), { over: '0s' }), 'over what time', 'over'],
  ['a check without a name', () => unready({ check: '' }), 'names no check', 'database'],
  ['unready of none', () => unready({ atLeast: 0 }), 'unready({ atLeast: 0 }) means nothing', '1'],
  ['serving nothing', () => serving(next as unknown as ReleaseRef), 'serving() takes a release', 'next()'],
  ['serving of none', () => serving(next(), { atLeast: 0 }), 'serving({ atLeast: 0 }) means nothing', '1'],
  ['any of nothing', () => anyOf(), 'anyOf() needs conditions', 'unready()'],
  ['any of something else', () => anyOf(recovered as never), 'anyOf() needs conditions', 'unready()'],
  ['an empty text', () => logged(''), 'no text to look for', 'logged('],
])('refused with place and advice: %s', (_what, act, what, hint) => {
  const refused = refusal(act)
  expect(refused.code).toBe('drill-invalid')
  expect(refused.message).toMatch(/conditions\.test\.ts:\d+: /)
  expect(refused.message).toContain(what)
  expect(refused.hint).toContain(hint)
})
