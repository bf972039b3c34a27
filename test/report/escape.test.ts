import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html, markdown, scriptJson, xml } from '../../src/report/escape.ts'

test('markup is text', () => {
  expect(html('<a href="x">&\'')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;')
  expect(xml(']]>\u0000\ufffe')).toBe(']]&gt;\\x00\ufffd')
  expect(markdown('| [a](b) `c` <d> @e')).toBe('\\| \\[a\\](b) \\`c\\` &lt;d&gt; &#64;e')
})

test('lone surrogates are replaced', () => {
  expect(html('\ud800')).toBe('\ufffd')
})

test('JSON in a script element cannot end it, and stays the same JSON', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom('</script>', '<!--', '\u2028', ']]>', '&lt;'),
      (value, hostile) => {
        const text = scriptJson([value, hostile])
        expect(text).not.toMatch(/[<>&\u2028\u2029]/)
        expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify([value, hostile]))
      },
    ),
  )
})
