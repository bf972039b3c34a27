import { expect, it } from 'vitest'
import { ENCODINGS, tells } from './encodings.ts'

const SECRET = `p@ss/w'ö"rd+${'1'} &<x`

it.each(Object.entries(ENCODINGS))(
  'a secret is to be read from %s, by the one who looks for it here',
  (_, encode) => {
    for (const before of ['', 'a', 'ab']) expect(tells(encode(SECRET, before, 'z'), SECRET)).toBe(true)
  },
)

it('and from nothing else', () => {
  expect(tells('p@ss/w and %41\\u0042&#67;', SECRET)).toBe(false)
})
