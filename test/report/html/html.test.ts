import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cellsOf } from '../../../src/report/cells.ts'
import { html } from '../../../src/report/html/html.ts'
import {
  diagnosedInput,
  failedInput,
  HOSTILE,
  hostileInput,
  passedInput,
  shippedInput,
} from '../build-input.ts'

/** What a parser would take for elements, scripts and styles left out. */
function tags(page: string): string[] {
  const outside = page.replace(/(<(script|style)[^>]*>)[\s\S]*?(?=<\/\2)/g, '$1')
  return [...outside.matchAll(/<\/?[a-z][^>]*>/gi)].map(([tag]) => tag.replace(/\s[\s\S]*/, '>'))
}

test('it asks nothing of any network', () => {
  const page = html.render(diagnosedInput())
  expect(page).toContain(`content="default-src 'none';`)
  expect(page).not.toMatch(/\bsrc=|url\(|@import/)
  const links = [...page.matchAll(/\bhref="([^"]*)"/g)].map(([, to = '']) => to)
  expect(links.filter((to) => !/^(#|data:image\/svg\+xml,)/.test(to))).toEqual([])
})

test('every link within leads somewhere', () => {
  const page = html.render(diagnosedInput())
  const ids = new Set([...page.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id))
  const links = [...page.matchAll(/\bhref="#([^"]*)"/g)].map(([, to]) => to)
  expect(links.length).toBeGreaterThan(10)
  expect(links.filter((to) => !ids.has(to))).toEqual([])
  expect(ids.size).toBe([...page.matchAll(/\bid="/g)].length)
})

test('the policy forbids attributes that colour or run, and there are none', () => {
  expect(html.render(shippedInput())).not.toMatch(/<[^>]*\s(style|on[a-z]+)=/)
})

test('the verdict in it is verdict.json, and the numbers shown are its numbers', () => {
  const input = failedInput()
  const page = html.render(input)
  const [, json = ''] = /id="verdict">([^<]*)</.exec(page) ?? []
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(input.verdict)))
  for (const clause of input.verdict.clauses) {
    const { observed, samples, strength } = cellsOf(clause)
    expect(page).toContain(`<td class="n">${observed}</td><td class="n">${samples}</td><td>${strength}`)
  }
})

test('a verdict that would make the page long stands beside it alone', () => {
  const input = failedInput()
  const [clause] = input.verdict.clauses
  if (!clause) throw new Error('A clause was expected.')
  const clauses = Array.from({ length: 600 }, () => clause)
  const page = html.render({ ...input, verdict: { ...input.verdict, clauses } })
  expect(page).toContain('see verdict.json"}')
})

test('it stands in the order in which it is asked at night', () => {
  const page = html.render(shippedInput())
  const ids = ['still', 'whose', 'timeline', 'changed', 'requests', 'again', 'more']
  const places = ids.map((id) => page.indexOf(`<section id="${id}"`))
  expect(places.every((at) => at > 0)).toBe(true)
  expect(places.toSorted((a, b) => a - b)).toEqual(places)
})

test('the clause that broke is named, and a pass has none', () => {
  expect(html.render(failedInput())).toContain('First clause that broke')
  expect(html.render(passedInput())).not.toContain('First clause that broke')
})

test('without the chart library it says so, and no library is in it', () => {
  const page = html.render(passedInput())
  expect(page).toContain('The charts were left out')
  expect(page.match(/<script>/g)).toHaveLength(1)
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
