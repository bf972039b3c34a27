import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { page } from '../../../../src/report/html/page/page.ts'

const made = (more: Partial<Parameters<typeof page>[0]> = {}) =>
  page({
    title: 'a & b',
    icon: '✓',
    body: '<main></main>',
    styles: ['p { color: red }'],
    scripts: [],
    data: {},
    ...more,
  })
const policyOf = (text: string): string =>
  /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? ''
const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

test('nothing may run or colour the page but what it was made with', () => {
  const text = made({ scripts: ['var a = 1', 'var b = 2'] })
  expect(policyOf(text)).toBe(
    `default-src 'none'; style-src ${digest('p { color: red }')}; script-src ${digest('var a = 1')} ${digest('var b = 2')}; img-src data:; base-uri 'none'; form-action 'none'`,
  )
  expect(text).toContain('<script>var a = 1</script>')
  expect(policyOf(made())).toContain("script-src 'none'")
})

test('the digest is of the text as it stands in the page', () => {
  const text = made({ scripts: ['x = "</script><b>"'], styles: ['/* </STYLE> */'] })
  const [, script = ''] = /<script>([\s\S]*?)<\/script>/.exec(text) ?? []
  const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(text) ?? []
  expect(script).toBe('x = "<\\/script><b>"')
  expect(policyOf(text)).toContain(digest(script))
  expect(policyOf(text)).toContain(digest(style))
})

test('data cannot close its element, and a title is text', () => {
  const text = made({
    title: '</title><script>',
    data: { some: { x: '</script><script>alert(1)</script>' } },
  })
  expect(text.match(/<script/g)).toHaveLength(1)
  expect(text).toContain('<title>&lt;/title&gt;&lt;script&gt;</title>')
  const [, json = ''] = /id="some">([^<]*)</.exec(text) ?? []
  expect(JSON.parse(json)).toEqual({ x: '</script><script>alert(1)</script>' })
})

test('it has an icon of its own, so that none is asked for', () => {
  expect(made()).toMatch(/<link rel="icon" href="data:image\/svg\+xml,[^"<>]+">/)
})
