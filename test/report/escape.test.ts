import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html, markdown, scriptJson, xml } from '../../src/report/escape.ts'

test('markup is text', () => {
  expect(html('<a href="x">&\'')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;')
  expect(xml(']]>\u0000\ufffe')).toBe(']]&gt;\\x00\ufffd')
  expect(markdown('| [a](b) `c` <d> @e')).toBe('\\| \\[a\\](b) \\`c\\` &lt;d&gt; @\u200be')
})

test('nothing in Markdown links to anywhere, or calls anybody', () => {
  const linked = [
    'https://evil.example',
    'ftp://evil.example',
    'www.evil.example',
    'WWW.evil.example',
    '@org/team',
  ]
  const more = ['me@evil.example', 'owner/repo#12', '#12', 'GH-12', 'mailto:me@evil.example']
  for (const text of [...linked, ...more]) {
    const shown = markdown(`see ${text} now`).replaceAll('\\', '')
    expect(shown).not.toMatch(/:\/\/|www\.|@\w|#\d|GH-\d/i)
    expect(shown.replaceAll('\u200b', '')).toBe(`see ${text} now`)
  }
})

test.each(['- a', '+ a', '1. a', '1) a', '= a', '# a', '> a', '    a', '| a |', '$a$', '---', '```'])(
  'a line of Markdown that begins with %s is a paragraph',
  (text) => {
    expect(markdown(text)).not.toMatch(/^(\s{4}|[-+=#>|`]|\d+[.)]|\$)/)
  },
)

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
