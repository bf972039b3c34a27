import { expect, test } from 'vitest'
import { parseJson, storedJson } from '../../src/journal/stored-json.ts'

test('what is deeper than anything that is stored is refused before it is parsed', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
  expect(parseJson(nested(100))).toHaveLength(1)
  expect(() => parseJson(nested(101))).toThrow(/100 levels/)
  expect(() => parseJson('['.repeat(1_000_000))).toThrow(SyntaxError)
})

test.each([
  ['{"a":', 'it is not JSON'],
  ['['.repeat(200), 'it is nested more than 100 levels deep'],
])('a file that cannot be read is named, with why', (text, why) => {
  expect(() => storedJson(text, 'reports/r/drill.json')).toThrow(
    expect.objectContaining({
      code: 'record-invalid',
      message: `reports/r/drill.json cannot be read: ${why}.`,
    }),
  )
})
