import { describe, expect, it } from 'vitest'
import { reportFailure } from '../../src/cli/failure.ts'
import { FiredrillError } from '../../src/errors.ts'
import { madeTerminal } from './made-terminal.ts'

const known = new FiredrillError('k6-missing', 'k6 was not found.', {
  hint: 'Install k6.',
  cause: new Error('no such file'),
})

function reported(error: unknown, debug = false): { code: number; text: string } {
  const terminal = madeTerminal()
  const code = reportFailure(error, terminal, debug)
  expect(terminal.stdout).toBe('')
  return { code, text: terminal.stderr }
}

describe('an error that firedrill raised', () => {
  it('is shown with its code and hint, and ends the command with its exit code', () => {
    expect(reported(known)).toEqual({
      code: 69,
      text: expect.stringMatching(
        /^error \[k6-missing\] k6 was not found\.\n {2}Install k6\.\n {2}More: docs\/errors\.md#k6-missing-exit-69\n$/,
      ),
    })
  })

  it('names pages of the docs where they really are, also in the hint', () => {
    const before = process.cwd()
    process.chdir('/')
    try {
      const hint = 'Write one (docs/gate.md has an example), or a docs/own.md.'
      const { text } = reported(new FiredrillError('policy-invalid', 'There is no policy.', { hint }))
      expect(text).toMatch(
        /\n {2}Write one \(\/?\S+\/docs\/gate\.md has an example\), or a docs\/own\.md\.\n/,
      )
    } finally {
      process.chdir(before)
    }
  })

  it('shows its stack, and that of its cause, with --debug alone', () => {
    const { text } = reported(known, true)
    expect(text).toContain('failure.test.ts')
    expect(text).toContain('caused by: Error: no such file')
    expect(reported(known).text).not.toMatch(/failure\.test\.ts|caused by/)
  })

  it('is known as well when another copy of firedrill raised it', () => {
    const { code, message, hint, exitCode } = known
    const other = Object.assign(new Error(message), { name: 'FiredrillError', code, hint, exitCode })
    expect(reported(other)).toEqual(reported(known))
  })
})

describe('any other error', () => {
  const hint = '  This is a defect of firedrill. Run it again with --debug and report what it prints.\n'

  it.each([
    [new TypeError('x is not a function'), 'error [internal] x is not a function\n'],
    ['just a text', 'error [internal] just a text\n'],
    [Object.assign(new Error('code alone'), { code: 'ENOENT' }), 'error [internal] code alone\n'],
  ])('%s is a defect, and ends the command with 70', (error, line) => {
    expect(reported(error)).toEqual({ code: 70, text: `${line}${hint}` })
  })

  it('may be anything, with --debug too', () => {
    expect(reported('just a text', true).text).toBe(`error [internal] just a text\n${hint}just a text\n`)
  })
})

it('is coloured where the terminal has colours', () => {
  const terminal = madeTerminal({ colorLevel: 1 })
  reportFailure(known, terminal, false)
  expect(terminal.stderr).toContain('\u001b[31merror\u001b[39m')
})
