import { expect, test } from 'vitest'
import { current } from '../../src/drill/releases.ts'
import { boots, refusesToBoot, searchSecrets, staysUnready } from '../../src/drill/trials.ts'
import { refusal } from './refusal.ts'

const within = '5s'

test('trial boots are data', () => {
  const place = expect.stringContaining('trials.test.ts:')
  expect(boots(current(), { with: { GREETING: 'hi' }, shows: { 'config.greeting': 'hi' }, within })).toEqual({
    kind: 'boot',
    release: { ref: 'current' },
    trial: {
      set: { GREETING: 'hi' },
      without: [],
      expect: { kind: 'shows', values: { 'config.greeting': 'hi' } },
      withinMs: 5000,
    },
    place,
  })
  expect(refusesToBoot(current(), { without: 'each required', within })).toMatchObject({
    trial: { set: {}, without: 'each-required', expect: { kind: 'names' } },
  })
  expect(refusesToBoot(current(), { without: ['PORT'], with: { A: '' }, within })).toMatchObject({
    trial: { set: { A: '' }, without: ['PORT'] },
  })
  expect(staysUnready(current(), { for: '3s' })).toEqual({
    kind: 'boot',
    release: { ref: 'current' },
    trial: { set: {}, without: [], expect: { kind: 'unready' }, withinMs: 3000 },
    place,
  })
  expect(searchSecrets()).toEqual({ kind: 'search-secrets', place })
})

test.each<[string, () => unknown, string, string]>([
  ['nothing to see', () => boots(current(), { shows: {}, within }), 'what is to be seen', 'shows'],
  ['no options', () => boots(current(), undefined as never), 'what is to be seen', 'shows'],
  [
    'no limit',
    () => boots(current(), { shows: { a: 'b' } } as never),
    'boots() has no time limit',
    "within: '5s'",
  ],
  [
    'no limit to refuse',
    () => refusesToBoot(current(), { without: ['A'] } as never),
    'refusesToBoot() has no time limit',
    "within: '5s'",
  ],
  [
    'no time',
    () => staysUnready(current(), undefined as never),
    'staysUnready() has no time limit',
    "for: '5s'",
  ],
  [
    'no release',
    () => boots('1.0.0' as never, { shows: { a: 'b' }, within }),
    'takes a release',
    'current()',
  ],
  ['nothing changed', () => refusesToBoot(current(), { within }), 'leaves nothing out', 'each required'],
  ['an empty list', () => refusesToBoot(current(), { without: [], within }), 'leaves nothing out', 'with'],
  [
    'a number',
    () => refusesToBoot(current(), { with: { PORT: 1 as unknown as string }, within }),
    'with.PORT is not a text',
    "'1'",
  ],
  [
    'a name that is none',
    () => refusesToBoot(current(), { without: ['A=B'], within }),
    '"A=B" is not a variable\'s name',
    'DATABASE_URL',
  ],
  [
    'a set name that is none',
    () => refusesToBoot(current(), { with: { 'A B': '' }, within }),
    '"A B" is not a variable\'s name',
    'DATABASE_URL',
  ],
  [
    'no list',
    () => refusesToBoot(current(), { without: 'each-required' as never, within }),
    '"each-required" is not a variable\'s name',
    'each required',
  ],
])('refused with place and advice: %s', (_what, act, what, hint) => {
  const refused = refusal(act)
  expect(refused.code).toBe('drill-invalid')
  expect(refused.message).toMatch(/trials\.test\.ts:\d+: /)
  expect(refused.message).toContain(what)
  expect(refused.hint).toContain(hint)
})
