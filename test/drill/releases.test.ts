import { expect, test } from 'vitest'
import type { Breakage, ReleaseRef } from '../../src/drill/model.ts'
import {
  broken,
  current,
  exits,
  failing,
  neverReady,
  next,
  previous,
  release,
  releaseOf,
  slow,
} from '../../src/drill/releases.ts'
import { refusal } from './refusal.ts'

test('releases are symbolic data', () => {
  expect([current(), next(), previous(), release('1.1.0-rc.1+5')]).toEqual([
    { ref: 'current' },
    { ref: 'next' },
    { ref: 'previous' },
    { ref: 'version', version: '1.1.0-rc.1+5' },
  ])
})

test('known-bad ones are made of good ones, in one way', () => {
  expect([exits(), neverReady(), slow('400ms'), slow('1s', { share: '50%' }), failing('5%')]).toEqual([
    { kind: 'exits' },
    { kind: 'never-ready' },
    { kind: 'slow', byMs: 400, share: 0.2 },
    { kind: 'slow', byMs: 1000, share: 0.5 },
    { kind: 'failing', share: 0.05 },
  ])
  expect(broken(next(), exits())).toEqual({ ref: 'broken', of: { ref: 'next' }, how: { kind: 'exits' } })
})

test.each<[string, () => unknown, string, string]>([
  ['a path', () => release('../1.0.0'), '"../1.0.0" is not a version', '1.1.0'],
  ['no version', () => release(''), '"" is not a version', '1.1.0'],
  [
    'a release that is none',
    () => broken(next as unknown as ReleaseRef, exits()),
    'takes a release',
    'next()',
  ],
  ['broken twice', () => broken(broken(next(), exits()), exits()), 'broken twice', 'one way'],
  ['no way', () => broken(next(), undefined as unknown as Breakage), 'does not say how', 'failing('],
  ['a way not called', () => broken(next(), exits as unknown as Breakage), 'does not say how', 'failing('],
  ['no delay', () => slow('0s'), "slow('0s') breaks nothing", '400ms'],
  ['a share of nothing', () => failing('0%'), 'a share of 0% breaks nothing', '5%'],
  ['a slow share of nothing', () => slow('1s', { share: '0%' }), 'a share of 0% breaks nothing', '5%'],
])('refused with place and advice: %s', (_what, act, what, hint) => {
  const refused = refusal(act)
  expect(refused.code).toBe('drill-invalid')
  expect(refused.message).toMatch(/releases\.test\.ts:\d+: /)
  expect(refused.message).toContain(what)
  expect(refused.hint).toContain(hint)
})

test('unreadable values are refused with their place', () => {
  for (const wrong of [() => slow('soon' as '1s'), () => failing('5' as '5%'), () => failing('101%')]) {
    expect(refusal(wrong)).toMatchObject({
      code: 'value-invalid',
      message: expect.stringMatching(/releases\.test\.ts:\d+: /),
    })
  }
})

test('instances and versions in quotes are not releases', () => {
  for (const wrong of ['1.1.0', undefined, null, { ref: 'any' }, { ref: 'named', name: 'a' }]) {
    expect(refusal(() => releaseOf('x.ts:1', 'deploy()', wrong as unknown as ReleaseRef)).message).toBe(
      'x.ts:1: deploy() takes a release.',
    )
  }
})
