import { expect, test } from 'vitest'
import { env } from '../../src/config/env.ts'
import { recordable, shownRef } from '../../src/config/recorded.ts'

test('what is kept is plain JSON, without the environment’s values', () => {
  const kept = recordable({
    loads: { shop: 'shop.ts' },
    db: [env('DATABASE_URL')],
    handlers: { cut: () => 1 },
    redact: [/x/i],
    none: undefined,
    nothing: null,
    odd: Number.NaN,
    count: 2,
  })
  expect(kept).toEqual({
    loads: { shop: 'shop.ts' },
    db: ['‹env DATABASE_URL›'],
    handlers: { cut: '‹function›' },
    redact: ['/x/i'],
    nothing: null,
    odd: 'NaN',
    count: 2,
  })
  expect(JSON.parse(JSON.stringify(kept))).toEqual(kept)
  expect(shownRef(env('A'))).toBe('‹env A›')
})

test('secrets that are written are taken out of every text', () => {
  const kept = recordable({ url: 'pg://me:hunter2-2@h', list: ['hunter2', 'pg'], pin: '12', port: '1234' }, [
    'hunter2',
    'hunter2-2',
    '12',
  ])
  expect(kept).toEqual({
    url: 'pg://me:‹redacted›@h',
    list: ['‹redacted›', 'pg'],
    pin: '‹redacted›',
    port: '1234',
  })
})
