import { expect, test } from 'vitest'
import { ERRORS } from '../../src/errors.ts'
import { exitCode } from '../../src/verdict/exit-code.ts'

const ending = { verdict: 'pass', run: 'completed', cleanup: 'clean', errorCode: null, signal: null } as const

test.each([
  [{}, 0],
  [{ verdict: 'fail' }, 1],
  [{ verdict: 'inconclusive' }, 2],
  [{ cleanup: 'dirty' }, 3],
  [{ cleanup: 'dirty', verdict: 'fail' }, 3],
  [{ run: 'aborted' }, 4],
  [{ run: 'aborted', verdict: 'fail' }, 4],
  [{ run: 'aborted', cleanup: 'dirty' }, 3],
  [{ run: 'aborted', errorCode: 'blast-radius' }, 77],
  [{ run: 'aborted', errorCode: 'host-not-allowed', cleanup: 'dirty' }, 77],
  [{ run: 'aborted', errorCode: 'load-too-short', verdict: 'inconclusive' }, 64],
  [{ run: 'interrupted', signal: 'SIGHUP' }, 129],
  [{ run: 'interrupted', signal: 'SIGINT', cleanup: 'dirty' }, 130],
  [{ run: 'interrupted', signal: 'SIGTERM', verdict: 'fail' }, 143],
  [{ run: 'interrupted' }, 130],
  [{ run: 'errored' }, 70],
  [{ run: 'errored', cleanup: 'dirty', signal: 'SIGINT' }, 70],
  [{ run: 'errored', errorCode: 'k6-missing' }, 69],
  [{ run: 'errored', errorCode: 'target-busy' }, 75],
  [{ run: 'errored', errorCode: 'plan-refused' }, 77],
  [{ run: 'errored', errorCode: 'no such code' }, 70],
  [{ run: 'errored', errorCode: 'constructor' }, 70],
] as const)('%j ends with %i', (more, code) => {
  expect(exitCode({ ...ending, ...more })).toBe(code)
})

test('every error has its own code', () => {
  for (const [errorCode, { exit }] of Object.entries(ERRORS))
    expect(exitCode({ ...ending, run: 'errored', errorCode })).toBe(exit)
})
