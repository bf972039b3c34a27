import { expect, test } from 'vitest'
import { entryOf } from '../../src/ledger/entry.ts'
import { refusal } from '../drill/refusal.ts'

test('a key is stored once and has no job, unless it is said', () => {
  expect(entryOf('{"key":"a"}', 1)).toEqual({ key: 'a', count: 1 })
  expect(entryOf('{"key":"a","count":2,"jobs":0}', 1)).toEqual({ key: 'a', count: 2, jobs: 0 })
  expect(entryOf('{"balance":"stock of 7","expected":3,"actual":4}', 1)).toEqual({
    balance: 'stock of 7',
    expected: 3,
    actual: 4,
  })
})

test.each([
  '',
  'no JSON',
  '[]',
  'null',
  '{}',
  '{"key":""}',
  '{"key":7}',
  '{"key":"a","count":-1}',
  '{"key":"a","count":1.5}',
  '{"key":"a","count":65535}',
  '{"key":"a","jobs":null}',
  '{"key":"a","more":1}',
  '{"balance":"b","expected":"3","actual":3}',
])('%s is refused with its line', (line) => {
  const { code, message } = refusal(() => entryOf(line, 12))
  expect(code).toBe('ledger-invalid')
  expect(message).toContain('line 12 ')
})

test('a long line is not shown whole', () => {
  expect(refusal(() => entryOf(`"${'x'.repeat(5000)}"`, 1)).message.length).toBeLessThan(400)
})
