import { expect, it } from 'vitest'
import { deepRedacted, hides } from '../../src/redact/deep.ts'

const telling = {
  text: (text: string) => text.replaceAll('hush', '‹redacted›'),
  isSecret: (text: string) => ['hush', '4711', 'completed'].includes(text),
}
const own = (value: unknown) => deepRedacted(value, telling, 'own')
const others = (value: unknown) => deepRedacted(value, telling, 'others')

it('hides texts wherever they stand, in names of fields too', () => {
  expect(own({ a: ['x hush'], hush: { b: 'hush' }, n: 1, none: null })).toEqual({
    a: ['x ‹redacted›'],
    '‹redacted›': { b: '‹redacted›' },
    n: 1,
    none: null,
  })
})

it('gives the same object where there is nothing to hide', () => {
  const value = { a: [{ b: 'c' }], token: '', password: '‹env PW›', secret: '$PW' }
  expect(own(value)).toBe(value)
  expect(hides('{db.password}')).toBe(false)
})

it('hides what fields and options are named as secrets for', () => {
  expect(own({ env: { DB_PASSWORD: 'abc', MODE: 'x' } })).toEqual({
    env: { DB_PASSWORD: '‹redacted›', MODE: 'x' },
  })
  expect(own(['x', '--api-token', 'abc', '--mode', 'y'])).toEqual([
    'x',
    '--api-token',
    '‹redacted›',
    '--mode',
    'y',
  ])
})

it('leaves words of firedrill’s own in a record, and none in what others wrote', () => {
  expect(own({ type: 'completed', by: 'hush' })).toEqual({ type: 'completed', by: 'hush' })
  expect(others({ type: 'x hush' })).toEqual({ type: 'x ‹redacted›' })
  expect(own({ type: 'x hush' })).toEqual({ type: 'x ‹redacted›' })
})

it('leaves the numbers of a record, and takes a number that is a secret from others', () => {
  expect(own({ n: 4711 })).toEqual({ n: 4711 })
  expect(others({ n: 4711, m: 47 })).toEqual({ n: '‹redacted›', m: 47 })
})

it('keeps a field that is named as an object’s own prototype', () => {
  const value: unknown = JSON.parse('{"__proto__":{"a":"hush"}}')
  expect(JSON.stringify(own(value))).toBe('{"__proto__":{"a":"‹redacted›"}}')
  expect(({} as { a?: string }).a).toBeUndefined()
})

it('leaves what is no plain data as it is', () => {
  const date = new Date(0)
  expect(own({ date })).toEqual({ date })
})
