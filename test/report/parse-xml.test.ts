import { expect, test } from 'vitest'
import { parseXml } from './parse-xml.ts'

test('it reads what is well-formed', () => {
  expect(parseXml('<a b="c &lt;"><d/>e</a>')).toEqual([
    { name: 'a', attributes: { b: 'c &lt;' } },
    { name: 'd', attributes: {} },
  ])
})

test.each([
  '<a>',
  '<a></b>',
  '<a>&x;</a>',
  '<a b="<"/>',
  '<a>\u0000</a>',
  '<a>]]></a>',
  '<a>\ud800</a>',
  '<a b=c/>',
])('it refuses %j', (text) => {
  expect(() => parseXml(text)).toThrow()
})
