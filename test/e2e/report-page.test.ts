import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measure } from '../../src/measure/measure.ts'
import { cellsOf } from '../../src/report/cells.ts'
import { excerptOf } from '../../src/report/log-excerpt.ts'
import type { ReportInput } from '../../src/report/reporter.ts'
import { diagnose } from '../../src/verdict/diagnosis/diagnose.ts'
import { judgeWithBreaches } from '../../src/verdict/judge.ts'
import { state, watched } from '../measure/build-instances.ts'
import {
  buildRecord,
  p95Below150,
  type RequestInput,
  steadyProbes,
  uptimeThreeNines,
} from '../measure/build-record.ts'
import { diagnosedInput, hostileInput, passedInput, shippedInput } from '../report/build-input.ts'
import { line } from '../verdict/diagnosis/build-diagnosis.ts'
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

/** Whole, as a run leaves it: at 12 s an instance dies, and for a second what goes to it fails. */
function wholeRun({ ratePerSecond = 200, toMs = 32_000 } = {}): ReportInput {
  const requests = Array.from({ length: (toMs * ratePerSecond) / 1000 }, (_, k): RequestInput => {
    const startMs = (k * 1000) / ratePerSecond
    const isHit = k % 2 === 0 && startMs >= 12_000 && startMs < 13_000
    const row = {
      startMs,
      durationMs: 8 + (k % 40) / 4,
      operation: 'read',
      instance: k % 2 === 0 ? 'web-1' : 'web-2',
    }
    return isHit ? { ...row, ok: false, status: k % 4 === 0 ? 0 : 502, durationMs: 20 } : row
  })
  const endMs = toMs - 2000
  const record = buildRecord({
    phases: [
      { name: 'baseline', durationMs: 5000 },
      { name: 'lost', durationMs: 10_000 },
      { name: 'settled', durationMs: endMs - 20_000 },
    ],
    ratePerSecond,
    expect: [p95Below150, uptimeThreeNines],
    requests,
    probes: steadyProbes({ fromMs: 0, toMs }).map((probe) => ({
      ...probe,
      ok: probe.dueMs < 12_000 || probe.dueMs >= 12_400,
    })),
    faults: [{ window: 'lost', instantMs: 12_000, healed: true }],
    events: [
      state('web-1', 4000),
      state('web-2', 4000),
      state('web-1', 12_100, { alive: false, ready: null, health: null, serves: false, bootId: null }),
      state('web-1', 18_000),
      ...watched(4000, toMs),
    ],
  })
  const measurements = measure(record)
  const { verdict, breaches } = judgeWithBreaches(record, measurements, { strict: false })
  const logs = [line('web-2', 12_100, 'cannot reach web-1'), line('edge', 12_050, 'web-1 is down')]
  const diagnosis = diagnose({ record, measurements, breaches, logs })
  return {
    record,
    measurements,
    verdict: diagnosis ? { ...verdict, diagnosis } : verdict,
    directory: 'reports/x',
    logs: excerptOf(logs, 12_000),
    sinceGreen: {
      run: 'run-1',
      startedAt: '2026-01-01T00:00:00.000Z',
      changes: [{ of: 'artifact', words: '1 → 2' }],
      same: [],
      unknown: [],
    },
  }
}

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
/** In sight, where a pointer reaches it. */
async function placeOf(page: Opened['page'], selector: string) {
  await page.locator(selector).scrollIntoViewIfNeeded()
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(`${selector} was expected to be there.`)
  return box
}
const shownPart = (seen: Opened): Promise<string | null> => seen.page.locator('#timeline-shown').textContent()

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
})

describe.skipIf(!browserPath)('the timeline in a browser', () => {
  it('is moved by keys, and says what it shows', async () => {
    await opened('keys', wholeRun(), async (seen) => {
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
    await opened('tab', wholeRun(), async ({ page }) => {
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
    await opened('drag', wholeRun(), async (seen) => {
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
    await opened('hover', wholeRun(), async ({ page }) => {
      const box = await placeOf(page, '#chart-good .u-over')
      await page.mouse.move(box.x + box.width * 0.51, box.y + 20)
      const told = await page.locator('#timeline-readout').textContent()
      expect(told).toMatch(/^12\.\d\d s \(lost\) · a second: \d+ good, [1-9]\d* failed/)
      expect(told).toMatch(/p95 endless/)
    })
  })

  it('its marks and the list of moments lead to one another', async () => {
    await opened('links', wholeRun(), async (seen) => {
      const { page } = seen
      await page.locator('.flag.kind-fault').first().click()
      const row = page.locator('tr:target')
      expect(await row.textContent()).toContain('web-1 was killed')
      await page.locator('tr.kind-heal a[data-at]').first().click()
      expect(await shownPart(seen)).toMatch(/healed/)
    })
  })

  it('a failed request leads to a line of the logs, which is unfolded', async () => {
    await opened('logs', wholeRun(), async ({ page }) => {
      await page.locator('#requests a[href^="#log-"]').first().click()
      expect(await page.locator('tr:target').isVisible()).toBe(true)
      expect(await page.locator('#logs').getAttribute('open')).not.toBeNull()
    })
  })

  it('is light and unfolded on paper, in the dark too', async () => {
    await opened('paper', wholeRun(), async ({ page }) => {
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
      wholeRun(),
      async ({ page }) => {
        expect(await page.locator('rect.down').count()).toBeGreaterThan(0)
        expect(await page.locator('.controls').isVisible()).toBe(false)
        expect(await page.locator('#moments tr').count()).toBeGreaterThan(5)
      },
      { javaScriptEnabled: false },
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
