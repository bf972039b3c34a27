import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellsOf } from '../../src/report/cells.ts'
import type { ReportInput } from '../../src/report/reporter.ts'
import { diagnosedInput, hostileInput, passedInput, shippedInput } from '../report/build-input.ts'
import {
  browserPath,
  launch,
  type Opened,
  open,
  pixelsOf,
  seriousFindings,
  sideways,
  write,
} from './browser.ts'
import { wholeRun } from './whole-run.ts'

if (!browserPath)
  console.log('report-page: skipped, there is no Chromium here (Debian: apt-get install chromium).')

const directory = mkdtempSync(join(tmpdir(), 'firedrill-page-'))
let browser: Browser
beforeAll(async () => {
  if (browserPath) browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  rmSync(directory, { recursive: true, force: true })
})

async function opened<T>(
  name: string,
  input: ReportInput,
  act: (seen: Opened) => Promise<T>,
  options = {},
): Promise<T> {
  const seen = await open(browser, write(directory, name, input), options)
  try {
    return await act(seen)
  } finally {
    await seen.close()
  }
}
describe.skipIf(!browserPath)('report.html in a browser', () => {
  it.each<[string, () => ReportInput]>([
    ['a fail', wholeRun],
    ['a fail with everything in it', diagnosedInput],
    ['a release that was shipped', shippedInput],
    ['a pass', passedInput],
    ['hostile text', () => hostileInput('<img src=x onerror=alert(1)>')],
  ])('asks for nothing and complains of nothing: %s', async (_name, input) => {
    await opened('calm', input(), async ({ page, complaints, requests }) => {
      await page.locator('#timeline-stack').press('0')
      await page.locator('#timeline-stack').press('n')
      expect(complaints).toEqual([])
      expect(requests).toEqual([])
    })
  })

  it('would be seen to complain, and to ask: what the policy forbids is in the console', async () => {
    await opened('forbidden', wholeRun(), async ({ page, complaints, requests }) => {
      await page.evaluate(
        `document.body.insertAdjacentHTML('beforeend', '<img src="http://127.0.0.1:9/x"><p style="color: red">')`,
      )
      await page.waitForTimeout(200)
      expect(complaints.join()).toMatch(/Content Security Policy/)
      expect(requests).toEqual(['http://127.0.0.1:9/x'])
    })
  })

  it('shows the numbers of the verdict', async () => {
    const input = wholeRun()
    await opened('numbers', input, async ({ page }) => {
      const { verdict } = input
      expect(verdict.verdict).toBe('fail')
      expect(await page.locator('.summary').textContent()).toBe(verdict.summary)
      expect(await page.locator('.badge').textContent()).toContain(verdict.verdict)
      expect(await page.locator('.axes').textContent()).toContain(`exit code ${verdict.exitCode}`)
      const rows = page.locator('#clauses tr[id^="clause-"]')
      expect(await rows.count()).toBe(verdict.clauses.length)
      const byWindow = verdict.clauses.map((clause) => cellsOf(clause))
      for (const [k, { observed, samples, strength }] of byWindow.entries()) {
        const cells = await rows.nth(k).locator('td').allTextContents()
        expect([cells[2], cells[3]]).toEqual([observed, samples])
        expect(cells[4]).toMatch(new RegExp(`^${strength}`))
      }
      const told = JSON.parse((await page.locator('#verdict').textContent()) ?? '')
      expect(told.clauses).toEqual(JSON.parse(JSON.stringify(verdict.clauses)))
    })
  })

  it('draws its charts, in the colours of their series', async () => {
    await opened('drawn', wholeRun(), async ({ page }) => {
      expect(await pixelsOf(page, 'chart-good', 'good')).toBeGreaterThan(10_000)
      expect(await pixelsOf(page, 'chart-bad', 'answered')).toBeGreaterThan(20)
      expect(await pixelsOf(page, 'chart-bad', 'unanswered')).toBeGreaterThan(20)
      expect(await pixelsOf(page, 'chart-latency', 'p95')).toBeGreaterThan(200)
      expect(await pixelsOf(page, 'chart-latency', 'p50')).toBeGreaterThan(200)
    })
  })

  it('a chart without data, and one that was not drawn, would be seen', async () => {
    await opened('empty', { ...passedInput() }, async ({ page }) => {
      // But for the line at 0.
      expect(await pixelsOf(page, 'chart-good', 'good')).toBeLessThan(2000)
      expect(await pixelsOf(page, 'chart-nothing', 'good')).toBe(0)
    })
  })

  it('is light and dark by the reader, charts too', async () => {
    const background = 'getComputedStyle(document.body).backgroundColor'
    await opened('dark', wholeRun(), async ({ page }) => {
      expect(await page.evaluate(background)).toBe('rgb(255, 255, 255)')
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await page.evaluate(background)).toBe('rgb(13, 17, 23)')
      await expect.poll(() => pixelsOf(page, 'chart-latency', 'p95')).toBeGreaterThan(200)
    })
  })

  it.each([360, 320])('is read on a phone of %d pixels without moving sideways', async (width) => {
    for (const input of [wholeRun(), diagnosedInput(), shippedInput()])
      await opened(
        'phone',
        input,
        async ({ page }) => {
          await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
          expect(await sideways(page)).toBe(0)
        },
        { viewport: { width, height: 700 }, isMobile: true, hasTouch: true },
      )
    await opened(
      'wide',
      wholeRun(),
      async ({ page }) => {
        await page.evaluate(
          "document.querySelector('main').insertAdjacentHTML('beforeend', '<table><tr><td><pre>' + 'x '.repeat(400) + '</pre></table>')",
        )
        await page.evaluate("document.querySelector('main > table pre').style.whiteSpace = 'pre'")
        expect(await sideways(page)).toBeGreaterThan(0)
      },
      { viewport: { width, height: 700 } },
    )
  })

  it('has no serious finding by axe-core, in light and in dark; and one would be found', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      for (const input of [wholeRun(), shippedInput(), passedInput()])
        await opened(
          'axe',
          input,
          async ({ page }) => {
            await page.evaluate(
              "document.querySelectorAll('details').forEach((each) => { each.open = true })",
            )
            expect(await seriousFindings(page)).toEqual([])
          },
          { colorScheme, bypassCSP: true },
        )
    await opened(
      'axe',
      wholeRun(),
      async ({ page }) => {
        await page.evaluate(
          `document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="data:,"><button></button><p style="color: #ddd; background: #fff">Hardly to be read</p>')`,
        )
        const found = (await seriousFindings(page)).join()
        for (const rule of ['image-alt', 'button-name', 'color-contrast']) expect(found).toContain(rule)
      },
      { bypassCSP: true },
    )
  })

  it('ten minutes at 500 requests a second are a page of less than 1 MB, which opens at once', async () => {
    const file = write(directory, 'long', wholeRun({ ratePerSecond: 500, toMs: 600_000 }))
    expect(statSync(file).size).toBeLessThan(1_000_000)
    const { page, complaints, close } = await open(browser, file)
    const took = await page.evaluate<number>('performance.getEntriesByType("navigation")[0].domComplete')
    expect(complaints).toEqual([])
    expect(took).toBeLessThan(2000)
    await close()
  })
})
