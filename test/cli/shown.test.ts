import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LiveScreen } from '../../src/cli/live-screen.ts'
import { shown } from '../../src/cli/shown.ts'

it('lets colours and the lines that are drawn anew through, and no other order', () => {
  const own = '\u001b[31mred\u001b[39mline\n\ttab'
  expect(shown(own)).toBe(own)
  const texts: string[] = []
  const screen = new LiveScreen({ err: (text) => void texts.push(text) })
  for (const lines of [['one'], ['two', 'three'], ['four']]) screen.draw(lines)
  screen.say('said')
  screen.draw(['five', 'six'])
  screen.clear()
  for (const text of texts) expect(shown(text)).toBe(text)
  expect(shown('a\rb\u001b[2Kc')).toBe('a\\u000db\\u001b[2Kc')
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
