import { expect, test } from 'vitest'
import { howFailed } from '../../src/run/how-failed.ts'
import { requestRow } from './rows.ts'

const failed = (operation: string, status: number, times = 1, error = 0) =>
  Array.from({ length: times }, () => requestRow({ ok: false, operation, status, error }))

test('what all of them got is said once', () => {
  expect(howFailed([requestRow(), ...failed('GET /', 404, 3)])).toBe('GET / answered 404')
})

test('the most frequent kinds come first, each with how often; the rest are counted', () => {
  const rows = [
    ...failed('GET /a', 500, 2),
    ...failed('GET /b', 404, 120),
    ...failed('GET /a', 503, 3),
    ...failed('GET /c', 0),
    ...failed('GET /d', 0),
  ]
  expect(howFailed(rows)).toBe(
    '120 × GET /b answered 404, 3 × GET /a answered 503, 2 × GET /a answered 500, 2 in other ways',
  )
})

test('one that got no answer has the reason that the load generator gave', () => {
  expect(howFailed(failed('read', 0, 1, 1212))).toBe('read had no answer (k6 error 1212)')
  expect(howFailed(failed('read', 0))).toBe('read had no answer')
})

test('none failed: nothing is said', () => {
  expect(howFailed([requestRow()])).toBe('')
})
