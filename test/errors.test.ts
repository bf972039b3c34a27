import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ERRORS, type ErrorCode, EXIT, FiredrillError, messageOf } from '../src/errors.ts'

const codes = Object.keys(ERRORS) as ErrorCode[]

/** `### `code` (exit n)` in the docs, with the text that follows it. */
function sectionsOf(markdown: string): Map<string, { exit: number; text: string }> {
  const sections = markdown.split(/^### /m).slice(1)
  return new Map(
    sections.map((section) => {
      const [, code = '', exit = ''] = /^`([\w-]+)` \(exit (\d+)\)\n/.exec(section) ?? []
      return [code, { exit: Number(exit), text: section.split('\n').slice(1).join('\n').trim() }]
    }),
  )
}

const documented = sectionsOf(readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8'))

test('docs/errors.md has one section for each code, with its exit code and its meaning', () => {
  expect([...documented.keys()].toSorted()).toEqual(codes.toSorted())
  for (const code of codes) {
    const { exit, text } = documented.get(code) ?? { exit: 0, text: '' }
    expect({ code, exit }).toEqual({ code, exit: ERRORS[code].exit })
    expect(text).toContain(ERRORS[code].meaning)
  }
})

test('a section that is missing, or has another exit code, would be noticed', () => {
  const sections = sectionsOf('# Errors\n\n### `usage` (exit 65)\n\nSome words.\n')
  expect([...sections.keys()]).toEqual(['usage'])
  expect(sections.get('usage')?.exit).not.toBe(ERRORS.usage.exit)
})

test('every code ends with a documented exit code, and none with the code of a verdict', () => {
  const verdicts: readonly number[] = [EXIT.pass, EXIT.fail, EXIT.inconclusive, EXIT.dirty, EXIT.aborted]
  for (const { exit } of Object.values(ERRORS)) {
    expect(Object.values(EXIT)).toContain(exit)
    expect(verdicts).not.toContain(exit)
  }
})

test('an error carries its code, its exit code, what to do next, and what caused it', () => {
  const cause = new Error('EACCES')
  const error = new FiredrillError('reports-unwritable', 'It cannot be written.', {
    hint: 'Use --out.',
    cause,
  })
  expect(error).toMatchObject({
    name: 'FiredrillError',
    code: 'reports-unwritable',
    exitCode: 69,
    hint: 'Use --out.',
  })
  expect(error.cause).toBe(cause)
  expect('cause' in new FiredrillError('usage', 'No.', { hint: '' })).toBe(false)
})

test('no message and no hint is longer than a person reads, whatever a file holds', () => {
  const { message, hint } = new FiredrillError('record-invalid', 'x'.repeat(1e6), { hint: 'y'.repeat(1e6) })
  expect([message.length, hint.length]).toEqual([8001, 8001])
  expect(message.endsWith('x…')).toBe(true)
})

test('anything that was thrown has a message', () => {
  expect(messageOf(new Error('gone'))).toBe('gone')
  expect(messageOf('gone')).toBe('gone')
  expect(messageOf(undefined)).toBe('undefined')
})
