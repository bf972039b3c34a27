/** The report of an app that means harm, in a real browser: no script of its runs, and nobody is asked for anything. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { html } from '../../src/report/html/html.ts'
import { HOSTILE_TEXTS, toldBy } from '../report/hostile.ts'

const browserPath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const directory = mkdtempSync(join(tmpdir(), 'firedrill-hostile-'))
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
]

if (!browserPath)
  console.log('hostile-report: skipped, there is no Chromium here (Debian: apt-get install chromium).')

/** Whoever is asked for something counts it. */
const asked: string[] = []
const listener = createServer(({ url = '' }, answer) => {
  asked.push(url)
  answer.end()
})
let browser: Browser
let origin = ''

beforeAll(async () => {
  if (!browserPath) return
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`
  browser = await chromium.launch({ executablePath: browserPath, args: FLAGS })
})

afterAll(async () => {
  await browser?.close()
  listener.close()
  rmSync(directory, { recursive: true, force: true })
})

/** Each would set `harmed`, or ask the listener, where it is taken for more than a text. */
const ATTACKS = (to: string): string[] => [
  `<script>window.harmed=1;fetch('${to}/a')</script>`,
  `"'><img src="${to}/b" onerror="window.harmed=1" onload="window.harmed=1">`,
  `</script><script>window.harmed=1</script>`,
  `</title></style></textarea></template></noscript><script>window.harmed=1</script>`,
  `<!--<script>`,
  `--><script>window.harmed=1</script><!--`,
  `</script><!-- `,
  `");window.harmed=1;//`,
  `');window.harmed=1;//`,
  '`;window.harmed=1;//${window.harmed=1}',
  `\\");window.harmed=1;//`,
  `\u2028window.harmed=1\u2029`,
  `javascript:window.harmed=1`,
  `<svg/onload="window.harmed=1"><animate onbegin="window.harmed=1" attributeName=x dur=1s>`,
  `<iframe srcdoc="<script>parent.harmed=1</script>" src="${to}/c"></iframe>`,
  `<link rel="stylesheet" href="${to}/d"><style>@import '${to}/e';*{background:url(${to}/f)}</style>`,
  `<meta http-equiv="refresh" content="0;url=${to}/g"><base href="${to}/">`,
  `<form action="${to}/h"><button autofocus onfocus="window.harmed=1">x</button></form>`,
  `<a href="${to}/i" ping="${to}/j">click</a> <a href="javascript:window.harmed=1">click</a>`,
  `<object data="${to}/k"></object><embed src="${to}/l"><video src="${to}/m"><audio src="${to}/n">`,
  `x" style="background:url(${to}/o)" onmouseover="window.harmed=1" autofocus tabindex=1 onfocus="window.harmed=1`,
  `x' onclick='window.harmed=1`,
  `{{constructor.constructor('window.harmed=1')()}}`,
  `<template shadowrootmode="open"><script>window.harmed=1</script></template>`,
  `<math><mtext></mtext><mglyph><style><img src=x onerror="window.harmed=1"></style></mglyph></math>`,
  `{"__proto__":{"harmed":1}}`,
]

const asset = (name: string): string =>
  readFileSync(fileURLToPath(import.meta.resolve(`uplot/dist/${name}`)), 'utf8')
const assets = () => ({ uplotJs: asset('uPlot.iife.min.js'), uplotCss: asset('uPlot.min.css') })

interface Seen {
  complaints: string[]
  requests: string[]
  dialogs: number
}

async function opened(page: Page, name: string, text: string): Promise<Seen> {
  const seen: Seen = { complaints: [], requests: [], dialogs: 0 }
  page.on('console', (message) => seen.complaints.push(message.text()))
  page.on('pageerror', (error) => seen.complaints.push(error.message))
  page.on('request', (request) => seen.requests.push(request.url()))
  page.on('dialog', (dialog) => {
    seen.dialogs += 1
    void dialog.dismiss()
  })
  const file = join(directory, `${name}.html`)
  writeFileSync(file, text)
  await page.goto(`file://${file}`)
  return seen
}

/** What a person does with a report: opens what is folded, moves over it, clicks what can be clicked. */
async function used(page: Page): Promise<void> {
  await page.evaluate(USE)
}

const USE = `(() => {
  for (const details of document.querySelectorAll('details')) details.open = true
  for (const element of document.querySelectorAll('*')) {
    for (const type of ['mouseover', 'focus', 'click', 'pointerdown'])
      if (!(element instanceof HTMLAnchorElement)) element.dispatchEvent(new Event(type, { bubbles: true }))
  }
  for (const link of document.querySelectorAll('a')) if (!link.getAttribute('href')?.startsWith('#')) link.click()
})()`
const LOOK = `({ harmed: 'harmed' in window || 'harmed' in {}, text: document.body.innerText, address: location.href })`

async function shows(name: string, page: string) {
  const context = await browser.newContext()
  try {
    const tab = await context.newPage()
    const seen = await opened(tab, name, page)
    await used(tab)
    await tab.waitForLoadState('load')
    const inPage = (await tab.evaluate(LOOK)) as { harmed: boolean; text: string; address: string }
    return { ...seen, ...inPage, file: `file://${join(directory, `${name}.html`)}` }
  } finally {
    await context.close()
  }
}

describe.skipIf(!browserPath)('the report of an app that means harm', () => {
  it.each(ATTACKS('http://127.0.0.1:9').map((_, index) => index))(
    'runs no script of attack %i',
    async (index) => {
      const attack = ATTACKS(origin)[index] ?? ''
      const { harmed, complaints, requests, dialogs, address, file, text } = await shows(
        `attack-${index}`,
        html.render({ ...toldBy(attack), assets: assets() }),
      )
      expect({ harmed, complaints, dialogs, address }).toEqual({
        harmed: false,
        complaints: [],
        dialogs: 0,
        address: file,
      })
      expect(requests).toEqual([file])
      expect(asked).toEqual([])
      // It is shown as the text that it is.
      expect(text.replaceAll(/\s+/g, '')).toContain(attack.split(/[\s\u2028\u2029]/)[0]?.slice(0, 12) ?? '')
    },
  )

  it('is a report for every other text as well', async () => {
    for (const [index, text] of HOSTILE_TEXTS.entries()) {
      const page = html.render({ ...toldBy(text), assets: assets() })
      const { harmed, complaints, requests, file } = await shows(`text-${index}`, page)
      expect({ index, harmed, complaints, requests }).toEqual({
        index,
        harmed: false,
        complaints: [],
        requests: [file],
      })
    }
  })

  it('would be seen to run a script, and to ask for something, if it did', async () => {
    const open = `<!doctype html><body><img src="${origin}/control"><script>window.harmed = 1; console.log('x')</script>`
    const { harmed, complaints, requests } = await shows('control', open)
    expect(harmed).toBe(true)
    expect(complaints).toContain('x')
    expect(requests).toContain(`${origin}/control`)
  })

  it('may load nothing even where a text were taken for markup: its policy forbids it', async () => {
    const page = html.render({ ...toldBy('harmless'), assets: assets() })
    const before = asked.length
    const broken = page.replace(
      '<main id="main">',
      `<main id="main"><img src="${origin}/policy"><iframe src="${origin}/frame"></iframe>`,
    )
    expect(broken).not.toBe(page)
    const { complaints } = await shows('policy', broken)
    expect(complaints.join('\n')).toContain('Content Security Policy')
    expect(asked.length).toBe(before)
  })
})
