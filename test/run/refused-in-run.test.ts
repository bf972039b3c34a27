import { expect, test } from 'vitest'
import { ERRORS, type ErrorCode, EXIT, FiredrillError } from '../../src/errors.ts'
import { isRefusalInRun } from '../../src/run/refused-in-run.ts'

const of = (code: ErrorCode) => new FiredrillError(code, 'x', { hint: '' })

test('a refusal is no error of the harness, and ends with 77', () => {
  for (const code of ['blast-radius', 'host-not-allowed', 'not-cleaned-up'] as const) {
    expect(isRefusalInRun(of(code))).toBe(true)
    expect(ERRORS[code].exit).toBe(EXIT.refused)
  }
  expect([of('load-failed'), of('internal'), new Error('x'), null].map(isRefusalInRun)).toEqual(
    Array(4).fill(false),
  )
})

test('nor is a load that was too short: it is the drill’s or the script’s fault', () => {
  expect(isRefusalInRun(of('load-too-short'))).toBe(true)
  expect(ERRORS['load-too-short'].exit).toBe(EXIT.usage)
})
