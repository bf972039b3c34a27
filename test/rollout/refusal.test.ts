import { expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { refusalOf, unlessCancelled } from '../../src/rollout/refusal.ts'

test('what blames the release is a refusal, with what to do', () => {
  const error = new FiredrillError('never-ready', 'web-1 was not ready.', { hint: 'See its log.' })
  expect(refusalOf(error)).toEqual({ code: 'never-ready', detail: 'web-1 was not ready. See its log.' })
})

test('anything else is an error', () => {
  expect(refusalOf(new FiredrillError('internal', 'x', { hint: '' }))).toBeNull()
  expect(refusalOf(new Error('never-ready'))).toBeNull()
})

test('what is thrown once it is cancelled is how it ended', async () => {
  const fails = () => Promise.reject(new Error('x'))
  expect(await unlessCancelled({ signal: AbortSignal.abort() }, fails)).toEqual({ outcome: 'cancelled' })
  await expect(unlessCancelled({ signal: new AbortController().signal }, fails)).rejects.toThrow('x')
})
