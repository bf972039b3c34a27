import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cellsOf } from '../../../src/report/cells.ts'
import { html } from '../../../src/report/html/html.ts'
import { failedInput, HOSTILE, hostileInput, passedInput, shippedInput } from '../build-input.ts'

/** What a parser would take for elements, scripts and styles left out. */
function tags(page: string): string[] {
  const outside = page.replace(/(<(script|style)[^>]*>)[\s\S]*?(?=<\/\2)/g, '$1')
  return [...outside.matchAll(/<\/?[a-z][^>]*>/gi)].map(([tag]) => tag.replace(/\s[\s\S]*/, '>'))
}

test('it asks nothing of any network', () => {
  const page = html.render(failedInput())
  expect(page).toContain(`content="default-src 'none';`)
  expect(page).not.toMatch(/\b(src|href)=|https?:\/\/|url\(|@import/)
})

test('the verdict in it is verdict.json, and the numbers shown are its numbers', () => {
  const input = failedInput()
  const page = html.render(input)
  const [, json = ''] = /id="verdict">([^<]*)</.exec(page) ?? []
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(input.verdict)))
  for (const clause of input.verdict.clauses) {
    const { observed, samples, strength } = cellsOf(clause)
    expect(page).toContain(`<td class="n">${observed}</td><td class="n">${samples}</td><td>${strength}</td>`)
  }
})

test('releases and what the instances said have their sections, where there are any', () => {
  expect(html.render(shippedInput())).toMatch(
    /<h2>Releases and stops<\/h2>[\s\S]*<h2>What the instances said<\/h2>/,
  )
  expect(html.render(failedInput())).not.toMatch(/Releases and stops|What the instances said/)
})

test('the clause that broke stands at the top, and a pass has none', () => {
  expect(html.render(failedInput())).toMatch(
    /<header class="fail">[\s\S]*First clause that broke[\s\S]*<\/header>/,
  )
  expect(html.render(passedInput())).not.toContain('First clause that broke')
})

test('without the chart library it says so', () => {
  const page = html.render(passedInput())
  expect(page).toContain('The charts were left out')
  expect(page).not.toContain('id="series"')
})

test('a library cannot close its own element', () => {
  const assets = { uplotJs: 'x = "</script><b>"', uplotCss: '</STYLE>' }
  const page = html.render({ ...failedInput(), assets })
  expect(page).toContain('x = "<\\/script><b>"')
  expect(page).not.toContain('</STYLE>')
})

test('the installed uPlot can be inlined as it is', () => {
  const dist = new URL('../../../node_modules/uplot/dist/', import.meta.url)
  const uplotJs = readFileSync(new URL('uPlot.iife.min.js', dist), 'utf8')
  const uplotCss = readFileSync(new URL('uPlot.min.css', dist), 'utf8')
  const page = html.render({ ...failedInput(), assets: { uplotJs, uplotCss } })
  expect(page).toContain(uplotJs)
  expect(page).toContain(uplotCss)
})

test.each(HOSTILE)('hostile text adds no element: %#', (hostile) => {
  const page = html.render(hostileInput(hostile))
  expect(tags(page)).toEqual(tags(html.render(hostileInput('plain'))))
  expect(page.isWellFormed()).toBe(true)
})
