import { describe, expect, it } from 'vitest'
import type { History, Series, Trend } from '../../src/history/history.ts'
import { historyJson, renderHistory } from '../../src/report/history.ts'
import { historyPage } from '../../src/report/html/history/page.ts'
import { trendChart } from '../../src/report/html/history/trend-chart.ts'
import { HOSTILE } from './build-input.ts'

const trend = (more: Partial<Trend> = {}): Trend => ({
  objective: 'p95 below 150 ms',
  window: 'lost',
  unit: 'ms',
  bound: 150,
  values: [12, 12, null, 45.8, Number.POSITIVE_INFINITY],
  marks: [
    { finding: 'worse', from: 3, seenAt: 3, words: 'worse by 33.8 ms', detail: '3.8 times the first’s.' },
  ],
  ...more,
})
const series = (more: Partial<Series> = {}): Series => ({
  drill: 'kill-node',
  target: { name: 'compose', kind: 'compose' },
  environment: 'staging',
  params: { rate: '200/s' },
  runs: ['a', 'b', 'c', 'd', 'e'].map((id, day) => ({
    id,
    directory: `reports/${id}`,
    startedAt: `2026-11-0${day + 1}T03:04:05.000Z`,
    verdict: id === 'd' ? 'fail' : 'pass',
    run: 'completed',
    cleanup: id === 'e' ? 'dirty' : 'clean',
    release: '1.2.0',
    commit: 'abcdef0123456789',
  })),
  trends: [trend()],
  ...more,
})
const history = (more: Partial<History> = {}): History => ({
  format: 'firedrill-history/1',
  tolerance: 0.25,
  confidence: 0.95,
  series: [series()],
  leftOut: [],
  ...more,
})
const shown = (of: History, colorLevel: 0 | 1 = 0) =>
  renderHistory(of, 'reports/history.html', { colorLevel, columns: 100 })

describe('for a terminal', () => {
  it('each series, then each clause with its line, its newest value and where it changed', () => {
    const lines = shown(history()).split('\n')
    expect(lines[0]).toBe('kill-node on compose, environment staging, with rate=200/s')
    expect(lines[1]).toBe('5 runs, 2026-11-01 to 2026-11-05  ✓✓✓✗✓')
    expect(lines[2]).toMatch(/^ {2}✗ p95 below 150 ms in lost +▃▃ █∞ +never$/)
    expect(lines[3]).toBe('      worse by 33.8 ms from d on. 3.8 times the first’s.')
    expect(lines.at(-2)).toBe('page: reports/history.html')
  })

  it('a series of a target that was made wrong on purpose says so: its fails are no news', () => {
    const kind = 'process (sabotaged: faults do nothing)'
    const wrong = history({ series: [series({ target: { name: 'processes', kind } })] })
    expect(shown(wrong)).toMatch(/^kill-node on processes \(sabotaged: faults do nothing\), environment/)
    expect(historyPage(wrong, 'reports/history.html')).toContain(
      'kill-node on processes (sabotaged: faults do nothing)',
    )
  })

  it('runs of one day are of one day', () => {
    const [first] = series().runs
    expect(shown(history({ series: [series({ runs: [first!] })] })).split('\n')[1]).toBe(
      '1 run, 2026-11-01  ✓',
    )
  })

  it('what did not change has no mark, and nothing is said of no runs', () => {
    expect(shown(history({ series: [series({ trends: [trend({ marks: [] })] })] }))).toMatch(
      /^ {2}= p95 below/m,
    )
    expect(shown(history({ series: [], leftOut: ['x: cut off'] }))).toMatch(
      /^None of the stored runs could be read\.\n\nleft out: x: cut off\n/,
    )
  })

  it('a change that took several runs to be seen says by which', () => {
    const [mark] = trend().marks
    const slow = series({ trends: [trend({ marks: mark ? [{ ...mark, from: 1, seenAt: 4 }] : [] })] })
    expect(shown(history({ series: [slow] }))).toContain('from b on (seen with e).')
  })

  it('has colours only where asked for', () => {
    expect(shown(history())).not.toContain('\u001b')
    expect(shown(history(), 1)).toContain('\u001b[31m')
  })
})

it('as JSON, times without end are words', () => {
  const read = JSON.parse(historyJson(history()))
  expect(read.series[0].trends[0].values).toEqual([12, 12, null, 45.8, 'never'])
})

describe('as a page', () => {
  const text = historyPage(history(), 'reports/history.html')

  it('says first what changed last, then draws it, then has every run, the newest first, with its report', () => {
    expect(text).toMatch(/^<!doctype html>/)
    expect(text).toContain(
      '<a href="#series-0">kill-node on compose, environment staging, with rate=200/s</a>',
    )
    expect(text.indexOf('worse by 33.8 ms from d on')).toBeLessThan(text.indexOf('<svg'))
    const links = [...text.matchAll(/href="(\w+\/report\.html)"/g)].map(([, href]) => href)
    expect(links).toEqual(['e', 'd', 'c', 'b', 'a'].map((id) => `${id}/report.html`))
    expect(text).toContain('began, UTC</th>')
    expect(text).toContain('▲ worse: 45.8 ms')
    expect(text).toContain('✓ pass, dirty')
  })

  it('says that nothing changed, and of one run that there is nothing to compare', () => {
    const [run] = series().runs
    const one = series({ runs: run ? [run] : [], trends: [trend({ values: [12], marks: [] })] })
    const calm = historyPage(history({ series: [one] }), 'reports/history.html')
    expect(calm).toContain('No change was seen.')
    expect(calm).toContain('One run: there is nothing to compare it with yet.')
    expect(calm).not.toContain('<svg')
    expect(shown(history({ series: [one] }))).toMatch(/^ {4}p95 below/m)
    expect(historyPage(history({ series: [] }), 'history.html')).toContain('There is no stored run.')
  })

  it('links from where it lies', () => {
    expect(historyPage(history(), 'docs/history.html')).toContain('href="../reports/a/report.html"')
  })

  it('asks nothing of any network, and runs nothing', () => {
    expect(text).toContain("script-src 'none'")
    expect(text).not.toMatch(/\b(src|href)="https?:/)
    expect(text).not.toContain('style="')
  })

  it.each(HOSTILE)('%.20s stays text', (hostile) => {
    const runs = series().runs.map((run) => ({ ...run, id: hostile, directory: hostile, release: hostile }))
    const spoilt = series({
      drill: hostile,
      params: { x: hostile },
      runs,
      trends: [trend({ objective: hostile, window: hostile })],
    })
    const page = historyPage(history({ series: [spoilt], leftOut: [hostile] }), 'history.html')
    expect(page).not.toContain('<script>alert')
    expect(page).not.toContain('<img src=x')
    for (const character of ['\u0000', '\u0007', '\u001b', '\u202e']) expect(page).not.toContain(character)
  })
})

describe('the drawing of one clause', () => {
  it('has a point for each run with a value, a line for what never came, and its bound where it is in sight', () => {
    const drawn = trendChart(trend(), series())
    expect(drawn.match(/<path class="run /g)).toHaveLength(3)
    expect(drawn.match(/class="never"/g)).toHaveLength(1)
    expect(drawn).toContain('class="run fail"')
    expect(drawn).not.toContain('class="bound"')
    expect(trendChart(trend({ bound: 100 }), series())).toContain('class="bound"')
    expect(drawn).toContain('aria-label="p95 below 150 ms in lost: 3 runs, up to 45.8 ms, worse by 33.8 ms"')
  })

  it('that never came to a value says so', () => {
    expect(trendChart(trend({ values: [Number.POSITIVE_INFINITY], marks: [] }), series())).toContain(
      'in lost, never<',
    )
  })

  it('stands with one run, and with none', () => {
    for (const values of [[12], [null], []]) {
      const drawn = trendChart(trend({ values, marks: [], bound: null }), {
        runs: series().runs.slice(0, values.length),
      })
      expect(drawn).not.toContain('NaN')
    }
  })
})
