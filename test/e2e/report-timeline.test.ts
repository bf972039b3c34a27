import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserPath, launch, type Opened, open, write } from './browser.ts'
import { wholeRun } from './whole-run.ts'

if (!browserPath)
  console.log('report-timeline: skipped, there is no Chromium here (Debian: apt-get install chromium).')

const directory = mkdtempSync(join(tmpdir(), 'firedrill-page-'))
let browser: Browser
beforeAll(async () => {
  if (browserPath) browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  rmSync(directory, { recursive: true, force: true })
})

async function opened<T>(name: string, act: (seen: Opened) => Promise<T>, options = {}): Promise<T> {
  const seen = await open(browser, write(directory, name, wholeRun()), options)
  try {
    return await act(seen)
  } finally {
    await seen.close()
  }
}
/** In sight, where a pointer reaches it. */
async function placeOf(page: Opened['page'], selector: string) {
  await page.locator(selector).scrollIntoViewIfNeeded()
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(`${selector} was expected to be there.`)
  return box
}
const shownPart = (seen: Opened): Promise<string | null> => seen.page.locator('#timeline-shown').textContent()

describe.skipIf(!browserPath)('the timeline in a browser', () => {
  it('is moved by keys, and says what it shows', async () => {
    await opened('keys', async (seen) => {
      const { page } = seen
      const stack = page.locator('#timeline-stack')
      expect(await shownPart(seen)).toMatch(/^Shown: 2\.00 to 22\.00 s/)
      await stack.press('0')
      expect(await shownPart(seen)).toMatch(/^Shown: 0\.00 to 32\.00 s .* 1 s\.$/)
      await stack.press('b')
      await stack.press('n')
      expect(await shownPart(seen)).toMatch(/web-1|lost|broke|prober/)
      expect(await page.locator('.pointer').isVisible()).toBe(true)
    })
  })

  it('is reached by the tab key, after a way past the head', async () => {
    await opened('tab', async ({ page }) => {
      await page.keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.className')).toBe('skip')
      await page.keyboard.press('Enter')
      const seen: string[] = []
      for (let k = 0; k < 40 && !seen.includes('timeline-stack'); k++) {
        await page.keyboard.press('Tab')
        seen.push(await page.evaluate<string>('document.activeElement.id || document.activeElement.tagName'))
      }
      expect(seen).toContain('timeline-stack')
      expect(seen).toContain('BUTTON')
    })
  })

  it('is drawn over to see a part larger', async () => {
    await opened('drag', async (seen) => {
      const { page } = seen
      const box = await placeOf(page, '#chart-latency .u-over')
      await page.mouse.move(box.x + box.width * 0.4, box.y + 40)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * 0.6, box.y + 40, { steps: 5 })
      await page.mouse.up()
      const [, from = '', to = ''] = /^Shown: ([\d.]+) to ([\d.]+)/.exec((await shownPart(seen)) ?? '') ?? []
      expect(Number(to) - Number(from)).toBeCloseTo(4, 0)
      await page.mouse.dblclick(box.x + 20, box.y + 20)
      expect(await shownPart(seen)).toMatch(/^Shown: 0\.00 to 32\.00/)
    })
  })

  it('shares one pointer over all rows, and tells what they say', async () => {
    await opened('hover', async ({ page }) => {
      const box = await placeOf(page, '#chart-good .u-over')
      await page.mouse.move(box.x + box.width * 0.51, box.y + 20)
      const told = await page.locator('#timeline-readout').textContent()
      expect(told).toMatch(/^12\.\d\d s \(lost\) · a second: \d+ good, [1-9]\d* failed/)
      expect(told).toMatch(/p95 endless/)
    })
  })

  it('its marks and the list of moments lead to one another', async () => {
    await opened('links', async (seen) => {
      const { page } = seen
      await page.locator('.flag.kind-fault').first().click()
      const row = page.locator('tr:target')
      expect(await row.textContent()).toContain('web-1 was killed')
      await page.locator('tr.kind-heal a[data-at]').first().click()
      expect(await shownPart(seen)).toMatch(/healed/)
    })
  })

  it('a failed request leads to a line of the logs, which is unfolded', async () => {
    await opened('logs', async ({ page }) => {
      await page.locator('#requests a[href^="#log-"]').first().click()
      expect(await page.locator('tr:target').isVisible()).toBe(true)
      expect(await page.locator('#logs').getAttribute('open')).not.toBeNull()
    })
  })

  it('is light and unfolded on paper, in the dark too', async () => {
    await opened('paper', async ({ page }) => {
      await page.emulateMedia({ colorScheme: 'dark' })
      const pdf = await page.pdf({ format: 'A4' })
      expect(pdf.length).toBeGreaterThan(20_000)
      await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
      expect(await page.evaluate('document.querySelectorAll("details:not([open])").length')).toBe(0)
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
        'rgb(255, 255, 255)',
      )
      await page.evaluate("window.dispatchEvent(new Event('afterprint'))")
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(13, 17, 23)')
    })
  })

  it('without scripts the page still has its lanes, its lists and its tables', async () => {
    await opened(
      'plain',
      async ({ page }) => {
        expect(await page.locator('rect.down').count()).toBeGreaterThan(0)
        expect(await page.locator('.controls').isVisible()).toBe(false)
        expect(await page.locator('#moments tr').count()).toBeGreaterThan(5)
      },
      { javaScriptEnabled: false },
    )
  })
})
