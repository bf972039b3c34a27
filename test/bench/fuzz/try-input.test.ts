import { expect, test } from 'vitest'
import { tryInput } from '../../../bench/fuzz/try-input.ts'
import { FiredrillError } from '../../../src/errors.ts'

const tried = (read: () => never) => tryInput({ how: '', read })

test('a clear error is one, and what has neither words nor a hint is a finding', async () => {
  const hint = 'Run it again.'
  expect(await tried(() => raise(new FiredrillError('record-invalid', 'x is cut off.', { hint })))).toBe(
    'error',
  )
  for (const odd of [
    new FiredrillError('internal', 'x', { hint }),
    new FiredrillError('record-invalid', ' ', { hint }),
    new FiredrillError('record-invalid', 'x', { hint: '' }),
    new TypeError('x is not a function'),
    'x',
  ])
    expect(await tried(() => raise(odd))).toMatchObject({ finding: expect.any(String) })
})

test('what was read is said as it was seen', async () => {
  expect(await tryInput({ how: '', read: () => 'partial' })).toBe('partial')
  expect(await tryInput({ how: '', read: async () => ({ wrong: 'it passes' }) })).toEqual({
    finding: 'it passes',
  })
})

function raise(error: unknown): never {
  throw error
}
