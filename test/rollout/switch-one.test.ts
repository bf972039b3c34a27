import { expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { wasKilled } from '../../src/rollout/switch-one.ts'

const failed = (message: string, code: 'start-failed' | 'never-ready' = 'start-failed') =>
  new FiredrillError(code, message, { hint: '' })

test('who ended by a signal was killed; who ended by itself was not', () => {
  expect(wasKilled(failed('web-1 ended before it was ready (signal SIGKILL).\nlast lines'))).toBe(true)
  expect(wasKilled(failed('web-1 ended before it was ready (exit code 137).'))).toBe(true)
  expect(wasKilled(failed('web-1 ended before it was ready (exit code 13).'))).toBe(false)
  expect(wasKilled(failed('web-1 ended before it was ready (exit code 1).\ngot SIGTERM'))).toBe(false)
  expect(wasKilled(failed('web-1 ended before it was ready (signal SIGSEGV).'))).toBe(false)
  expect(wasKilled(failed('web-1 was not ready: SIGKILL', 'never-ready'))).toBe(false)
  expect(wasKilled(new Error('SIGKILL'))).toBe(false)
})
