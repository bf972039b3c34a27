import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeOnce } from '../../src/redact/decode.ts'

const taken = (text: string): string | null => {
  const decoded = decodeOnce(Buffer.from(text))
  return decoded === null ? null : Buffer.from(decoded.bytes).toString()
}

describe('taking a text out of its escapes', () => {
  it.each([
    ['a%2Fb%2fc', 'a/b/c'],
    ['caf%C3%A9', 'café'],
    ['\\u0041\\u00e9\\ud83d\\ude00\\u{1f600}', 'Aé😀😀'],
    ['\\"a\\"\\\\\\/\\n\\t', '"a"\\/\n\t'],
    ['\\x41\\$', 'A$'],
    ['&lt;&AMP;&#39;&#x27;&quot;&apos;&#x1F600;', "<&''\"'😀"],
  ])('%s is %s', (escaped, plain) => {
    expect(taken(escaped)).toBe(plain)
  })

  it.each(['100%', '%zz', '%4', 'a & b', '&nothing;', '&#x110000000000;', '\\'])(
    'what is no escape stays: %s',
    (text) => {
      expect(taken(text)).toBeNull()
    },
  )

  it.each([
    ['\\uzz', '\\uzz'],
    ['\\u{zz}x%41', '\\u{zz}xA'],
    ['\\ud83dx', '\ufffdx'],
    ['&constructor;%41', '&constructor;A'],
  ])('and so does what is half of one: %s', (text, plain) => {
    expect(taken(text) ?? text).toBe(plain)
  })

  it('says where each byte came from', () => {
    const decoded = decodeOnce(Buffer.from('a%42c\\u0044'))
    expect(decoded && [...decoded.from]).toEqual([0, 1, 4, 5, 11])
  })

  it('takes back what encoders do', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((each) => !/[%\\&]/.test(each))
    fc.assert(
      fc.property(text, (plain) => {
        for (const escaped of [encodeURIComponent(plain), JSON.stringify(plain).slice(1, -1)])
          expect(taken(escaped) ?? escaped).toBe(plain)
      }),
    )
  })

  it('is never longer, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const decoded = decodeOnce(bytes)
        expect(decoded === null || decoded.bytes.length < bytes.length).toBe(true)
      }),
    )
  })
})
