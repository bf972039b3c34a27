/** A real browser, where there is one (Debian: `apt-get install chromium`), and what it made of a page. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { html } from '../../src/report/html/html.ts'
import type { ReportInput } from '../../src/report/reporter.ts'

export const browserPath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
]

export async function launch(): Promise<Browser> {
  if (!browserPath) throw new Error('There is no Chromium here.')
  return await chromium.launch({ executablePath: browserPath, args: FLAGS })
}

function installed(path: string): string {
  return readFileSync(fileURLToPath(import.meta.resolve(path)), 'utf8')
}

export const assets = {
  uplotJs: installed('uplot/dist/uPlot.iife.min.js'),
  uplotCss: installed('uplot/dist/uPlot.min.css'),
}

/** Writes the page of a run; gives its file. */
export function write(
  directory: string,
  name: string,
  input: ReportInput,
  more: Partial<ReportInput> = {},
): string {
  const file = join(directory, `${name}.html`)
  writeFileSync(file, html.render({ ...input, assets, ...more }))
  return file
}

export interface Opened {
  page: Page
  /** What it wrote to its console, and errors that nobody caught. */
  complaints: string[]
  /** Everything that it asked for, itself left out. */
  requests: string[]
  close(): Promise<void>
}

export async function open(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  const requests: string[] = []
  const { href } = pathToFileURL(file)
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    const asked = request.url()
    if (asked !== href && !asked.startsWith('data:')) requests.push(asked)
  })
  await page.goto(href)
  return { page, complaints, requests, close: () => context.close() }
}

/** How many pixels of a chart have the colour of a variable of the style sheet, as near as drawing comes to it. */
export async function pixelsOf(page: Page, chart: string, variable: string): Promise<number> {
  // As text: what runs in the page has the page's own types.
  return await page.evaluate<number>(`(() => {
    const canvas = document.querySelector('#${chart} canvas')
    if (!canvas) return 0
    const probe = document.createElement('canvas').getContext('2d')
    probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--${variable}').trim()
    probe.fillRect(0, 0, 1, 1)
    const [r, g, b] = probe.getImageData(0, 0, 1, 1).data
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    let count = 0
    for (let i = 0; i < data.length; i += 4) {
      const isNear = Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 24
      if (isNear && data[i + 3] > 200) count += 1
    }
    return count
  })()`)
}

/** How many CSS pixels the page is wider than the window. */
export async function sideways(page: Page): Promise<number> {
  return await page.evaluate<number>(
    'document.scrollingElement.scrollWidth - document.documentElement.clientWidth',
  )
}

/** What axe-core finds that is serious or critical: `rule: element`. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(installed('axe-core/axe.min.js'))
  return await page.evaluate<string[]>(`(async () => {
    const { violations } = await axe.run(document)
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' ')))
  })()`)
}
