import { expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { completed, endingOf, isSuperseded } from '../../src/run/run-ending.ts'

const failed = new FiredrillError('load-failed', 'k6 ended.', { hint: 'See its log.' })

test('a drill that came to its end is completed, for the reason that it gives', () => {
  expect(completed('every step was taken')).toEqual({
    run: 'completed',
    reason: 'every step was taken',
    errorCode: null,
    error: null,
  })
})

test('a signal counts before a guard, and a guard before the error that it made', () => {
  const signalled = endingOf(failed, { signalled: 'SIGINT' }, 'a guard stopped it: stop file')
  expect(signalled).toMatchObject({ run: 'interrupted', errorCode: 'SIGINT', error: null })
  expect(signalled.reason).toBe('SIGINT was received, after a guard stopped it: stop file')
  const stopped = endingOf(failed, { signalled: null }, 'a guard stopped it: stop file')
  expect(stopped).toMatchObject({ run: 'aborted', reason: 'a guard stopped it: stop file', error: null })
})

test('an error is kept, with its code; one that nobody raised on purpose is internal', () => {
  expect(endingOf(failed, { signalled: null }, null)).toEqual({
    run: 'errored',
    reason: 'k6 ended.',
    errorCode: 'load-failed',
    hint: 'See its log.',
    error: failed,
  })
  expect(endingOf(new Error('x'), { signalled: null }, null)).toEqual({
    ...{ run: 'errored', reason: 'x', errorCode: 'internal' },
    error: expect.any(Error),
  })
})

test('only who was taken over is superseded', () => {
  expect(isSuperseded(new FiredrillError('superseded', '', { hint: '' }))).toBe(true)
  expect([failed, new Error('superseded'), null].map(isSuperseded)).toEqual([false, false, false])
})
