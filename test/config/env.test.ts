import { expect, test } from 'vitest'
import { env, isEnvRef, isPlain, replaceRefs, resolveEnv } from '../../src/config/env.ts'

const written = {
  port: { env: 'PORT' },
  services: [{ url: env('DB_URL') }, { url: env('DB_URL') }],
  region: env('REGION', { secret: false }),
  gone: env('GONE'),
  empty: env('EMPTY'),
}

test('a reference is told from a user’s own { env }', () => {
  expect([isEnvRef(env('PORT')), isEnvRef({ env: 'PORT' }), isEnvRef(null)]).toEqual([true, false, false])
})

test('values are put in, secrets remembered once, and what is not set is told by its path', () => {
  expect(resolveEnv(written, { DB_URL: 'postgres://x:pw@db', REGION: 'north', EMPTY: '' })).toEqual({
    value: {
      port: { env: 'PORT' },
      services: [{ url: 'postgres://x:pw@db' }, { url: 'postgres://x:pw@db' }],
      region: 'north',
      gone: '‹GONE is not set›',
      empty: '‹EMPTY is not set›',
    },
    secrets: ['postgres://x:pw@db'],
    missing: [
      { path: ['gone'], name: 'GONE' },
      { path: ['empty'], name: 'EMPTY' },
    ],
  })
})

test('functions and instances are left as they are', () => {
  const act = () => 1
  const pattern = /x/
  expect(replaceRefs({ act, pattern }, () => 'y')).toEqual({ act, pattern })
  expect([isPlain({}), isPlain(Object.create(null)), isPlain([]), isPlain(pattern), isPlain(null)]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

test('a reference whose name was changed is none, and what every object has is no variable', () => {
  expect(isEnvRef({ ...env('X'), env: { toString: 1 } })).toBe(false)
  expect(resolveEnv({ a: env('__proto__'), b: env('constructor') }, {}).missing).toHaveLength(2)
})
