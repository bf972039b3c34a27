import { afterEach, expect, it } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { ownRedaction } from '../../src/redact/process.ts'
import { told } from '../../src/vitest/told.ts'

afterEach(() => ownRedaction.forget())

it('tells an error with its code, its hint and its causes, and no secret in any of them', () => {
  ownRedaction.learn('env TOKEN', 'hunter2-hunter2')
  const cause = new TypeError('asked as hunter2-hunter2', { cause: 'hunter2-hunter2' })
  const hint = 'Not hunter2-hunter2.'
  const error = told(new FiredrillError('config-invalid', 'it is hunter2-hunter2\nthere', { hint, cause }))
  expect(error).toMatchObject({
    code: 'config-invalid',
    exitCode: 64,
    message: 'it is ‹redacted›\nthere',
    hint: 'Not ‹redacted›.',
    cause: { name: 'TypeError', message: 'asked as ‹redacted›', cause: { message: '‹redacted›' } },
  })
  expect(error.stack).toContain('FiredrillError: it is ‹redacted›')
  expect(error.stack).toContain('told.test.ts')
})

it('gives no order to a terminal or a CI system', () => {
  const { message } = told(new Error('a \u001b[31mb\n::error::c'))
  expect(message).toBe('a \\x1b[31mb\n:\u200b:error::c')
})

it('ends where an error is its own cause', () => {
  const error: Error = new Error('why')
  error.cause = error
  expect(told(error)).toMatchObject({ message: 'why', cause: { message: 'why' } })
})

it('tells what is no error as one', () => {
  expect(told('why').message).toBe('why')
})
