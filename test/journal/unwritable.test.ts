import { expect, test } from 'vitest'
import { unwritable } from '../../src/journal/unwritable.ts'

test('it says what could not be written, why, and what to do', () => {
  const cause = new Error('ENOSPC')
  const error = unwritable('The seal could not be written.', cause)
  expect(error).toMatchObject({ code: 'reports-unwritable', exitCode: 69, cause })
  expect(error.message).toBe('The seal could not be written.')
  expect(error.hint).toContain('--out')
})
