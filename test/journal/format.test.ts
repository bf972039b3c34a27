import { expect, test } from 'vitest'
import { newerFormat, requireFormat } from '../../src/journal/format.ts'

const read = (stored: unknown, otherwise?: string) =>
  requireFormat(stored, 'firedrill-batch/2', { file: 'a.batch.json', ...(otherwise ? { otherwise } : {}) })

test('the known version and older ones are read', () => {
  read({ format: 'firedrill-batch/2' })
  read({ format: 'firedrill-batch/1' })
  read({}, 'firedrill-batch/1')
})

test('a newer one is refused by name', () => {
  expect(() => read({ format: 'firedrill-batch/10' })).toThrow(
    expect.objectContaining({
      code: 'record-invalid',
      message:
        'a.batch.json has the format firedrill-batch/10; this firedrill reads up to firedrill-batch/2.',
    }),
  )
  expect(newerFormat({ format: 'firedrill-batch/10' }, 'firedrill-batch/2')).toBe('firedrill-batch/10')
})

test.each([
  [{}, 'is no file of the format firedrill-batch/2.'],
  [null, 'is no file of the format firedrill-batch/2.'],
  [{ format: 'firedrill-verdict/1' }, 'it says "firedrill-verdict/1"'],
  [{ format: 2 }, 'it says 2'],
  [{ format: 'firedrill-batch/02' }, 'it says "firedrill-batch/02"'],
  [{ format: 'x'.repeat(1000) }, 'xxx…'],
])('%j is another file', (stored, words) => {
  expect(() => read(stored)).toThrow(words)
  expect(newerFormat(stored, 'firedrill-batch/2')).toBeNull()
})
