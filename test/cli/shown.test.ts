import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shown } from '../../src/cli/shown.ts'

it('lets colours and the rewriting of a line through, and no other order', () => {
  const own = '\u001b[31mred\u001b[39m\r\u001b[2Kline\n\ttab'
  expect(shown(own)).toBe(own)
  expect(shown('\u001b]0;title\u0007')).toBe('\\u001b]0;title\\u0007')
  expect(shown('\u001b[2Jgone\u001b[1A\r')).toBe('\\u001b[2Jgone\\u001b[1A\\u000d')
  expect(shown('\u009b2Ja\u202eb')).toBe('\\u009b2Ja\\u202eb')
})

it('leaves JSON what it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      const json = JSON.stringify([value, text])
      expect(JSON.parse(shown(json))).toEqual(JSON.parse(json))
    }),
  )
})
