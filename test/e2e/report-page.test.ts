import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { html } from '../../src/report/html/html.ts'
import { failedInput } from '../report/build-input.ts'

const browserPath = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path))
const directory = mkdtempSync(join(tmpdir(), 'firedrill-page-'))
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
]

if (!browserPath)
  console.log('report-page: skipped, there is no Chromium here (Debian: apt-get install chromium).')
afterAll(() => rmSync(directory, { recursive: true, force: true }))

function asset(name: string): string {
  return readFileSync(fileURLToPath(import.meta.resolve(`uplot/dist/${name}`)), 'utf8')
}

describe.skipIf(!browserPath)('report.html in a browser', () => {
  it('draws its charts, says the verdict, asks for nothing and complains of nothing', async () => {
    const input = failedInput()
    const assets = { uplotJs: asset('uPlot.iife.min.js'), uplotCss: asset('uPlot.min.css') }
    const file = join(directory, 'report.html')
    writeFileSync(file, html.render({ ...input, assets }))
    const browser = await chromium.launch({ executablePath: browserPath!, args: FLAGS })
    try {
      const page = await browser.newPage()
      const complaints: string[] = []
      const requests: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('request', (request) => requests.push(request.url()))
      await page.goto(`file://${file}`)
      await page.waitForSelector('canvas')
      expect(await page.locator('canvas').count()).toBeGreaterThanOrEqual(2)
      const text = await page.locator('body').textContent()
      expect(text).toContain(input.verdict.summary)
      expect(complaints).toEqual([])
      expect(requests).toEqual([`file://${file}`])
    } finally {
      await browser.close()
    }
  })
})
