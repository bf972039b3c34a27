/** Whatever an app says of itself: its report stays a report, in every form. */
import { describe, expect, test } from 'vitest'
import { consoleReporter } from '../../src/report/console.ts'
import { githubSummary } from '../../src/report/github-summary.ts'
import { html } from '../../src/report/html/html.ts'
import { json } from '../../src/report/json.ts'
import { junit } from '../../src/report/junit.ts'
import { markdown } from '../../src/report/markdown.ts'
import { HOSTILE_TEXTS, toldBy } from './hostile.ts'
import { parseXml } from './parse-xml.ts'

const MOST = 1_000_000
/** What a report folds away, in its own words: as many as in any other. */
const FOLD = /^<\/?details>$|^<summary>[A-Z][a-z ]+(?: \(\d+\))?<\/summary>$/
const CUT = /\n\(cut off: [a-z. ]+\)\n$/
const harmless = toldBy('harmless')

describe.each(HOSTILE_TEXTS.map((text, index) => ({ index, text })))('hostile text $index', ({ text }) => {
  const input = toldBy(text)

  test('gives a terminal no order, and a CI system none', () => {
    const shown = consoleReporter({ colorLevel: 0, columns: 100 }).render(input)
    expect(shown).not.toMatch(/(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
    expect(shown).not.toMatch(/^\s*::(add|error|stop|group)|##(\[|vso\[|teamcity\[)/m)
    expect(shown.length).toBeLessThan(MOST)
  })

  test('makes no markup, link, mention, row or heading of Markdown', () => {
    for (const shown of [markdown.render(input), githubSummary.render(input)]) {
      const kinds = (each: readonly string[]) =>
        each.map((line) => (FOLD.test(line) ? line : /^(#+ |\| ?|- | {2}- |```)?/.exec(line)?.[0]))
      const all = outsideOfCode(shown).split('\n')
      const whole = kinds(outsideOfCode(markdown.render(harmless)).split('\n'))
      // A summary that is too long for its page is cut, and what was open is closed.
      const kept = CUT.test(shown) ? all.slice(0, endOfKept(all)) : all
      expect(kinds(kept)).toEqual(CUT.test(shown) ? whole.slice(0, kept.length) : whole)
      const lines = all.filter((line) => !FOLD.test(line))
      for (const line of lines) {
        expect(line).not.toMatch(/<[a-z!/?]/i)
        expect(line).not.toMatch(/:\/\/|\bwww\.|@\w|#\d|\bGH-\d/i)
        expect(line).not.toMatch(/(?<!\\)(?:\\\\)*[[\]$`]/)
        expect(cells(line)).toBe(line.startsWith('|') ? 7 : cells(line))
      }
      expect(shown).not.toMatch(/(?!\n)\p{Cc}/u)
      expect(shown.length).toBeLessThan(MOST)
    }
  })

  test('makes no element of XML, and the file is well-formed', () => {
    const counted = (from: string) => parseXml(from).map(({ name }) => name)
    const shown = junit.render(input)
    expect(counted(shown)).toEqual(counted(junit.render(harmless)))
    expect(shown.length).toBeLessThan(MOST)
  })

  test('makes no element of HTML, and the page may ask nothing of anybody', () => {
    const shown = html.render(input)
    expect(tags(shown)).toEqual(tags(html.render(harmless)))
    expect(policyOf(shown)).toMatch(/^default-src 'none'/)
    // An image within the page itself, its icon, is asked of nobody.
    expect(policyOf(shown).replace('img-src data:;', '')).not.toMatch(
      /https?:|\*|data:|blob:|'self'|connect-src (?!'none')|frame-src (?!'none')/,
    )
  })

  test('is JSON in verdict.json, just as it was said', () => {
    expect(JSON.parse(json.render(input)).summary).toBe(
      text.toWellFormed() === text ? text : JSON.parse(JSON.stringify(text)),
    )
  })
})

test('megabytes on one line are cut, and it is said', () => {
  const input = toldBy('x'.repeat(3_000_000))
  const console = consoleReporter({ colorLevel: 0, columns: 100 })
  for (const shown of [console, markdown, junit].map((each) => each.render(input)))
    expect(shown).toContain('… (3000000 characters)')
})

/** Without fenced code, in which nothing is active. */
function outsideOfCode(text: string): string {
  return text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
}

/** Before the cut there is nothing of what closes, and of the sentence that says so. */
function endOfKept(lines: readonly string[]): number {
  return lines.findLastIndex((line) => !/^$|^<\/details>$|^\(cut off: /.test(line)) + 1
}

/** Bars that divide cells. */
function cells(line: string): number {
  return line.replaceAll(/\\[\s\S]/g, '').split('|').length - 1
}

/** What a parser would take for elements, scripts and styles left out. */
function tags(page: string): string[] {
  const outside = page.replace(/(<(script|style)[^>]*>)[\s\S]*?(?=<\/\2)/g, '$1')
  return [...outside.matchAll(/<\/?[a-z][^>]*>/gi)].map(([tag]) => tag.replace(/\s[\s\S]*/, '>'))
}

function policyOf(page: string): string {
  return /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)?.[1] ?? ''
}
