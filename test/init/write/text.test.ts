import { expect, it } from 'vitest'
import { fields, quoted } from '../../../src/init/write/text.ts'

// What the text is, once the program that it stands in reads it.
const value = (text: string): unknown => Function(`return ${text}`)()

it.each(['plain', "it's", 'say "x"', `both ' and "`, 'back\\slash', "C:\\it's", 'two\nlines', ''])(
  '%j comes back as it was',
  (text) => {
    expect(value(quoted(text))).toBe(text)
  },
)

it('writes fields, and quotes names that are no names', () => {
  expect(fields({ service: 'web', port: 80, 'a-b': 'x' })).toBe("{ service: 'web', port: 80, 'a-b': 'x' }")
})
