import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { chartData } from '../../../src/report/html/chart-data.ts'
import { CHART_SCRIPT } from '../../../src/report/html/chart-script.ts'
import { failedInput } from '../build-input.ts'

interface Options {
  series: { label: string }[]
  hooks: { drawClear: ((chart: unknown) => void)[] }
}

test('it draws every series of the data, and shades phases, outages and marks', () => {
  const drawn: { options: Options; columns: unknown[][] }[] = []
  const data = chartData(failedInput())
  const element = { textContent: JSON.stringify(data), clientWidth: 600 }
  runInNewContext(CHART_SCRIPT, {
    document: { getElementById: () => element },
    matchMedia: () => ({ matches: false }),
    addEventListener: () => undefined,
    devicePixelRatio: 1,
    uPlot: function uPlot(options: Options, columns: unknown[][]) {
      drawn.push({ options, columns })
    },
  })
  expect(drawn.map(({ options }) => options.series.map(({ label }) => label))).toEqual([
    ['run s', 'p50', 'p95', 'p99'],
    ['run s', 'good', 'failed', 'not sent'],
  ])
  expect(JSON.stringify(drawn[1]?.columns.slice(1))).toBe(
    JSON.stringify([data.ok, data.failed, data.dropped]),
  )
  let rectangles = 0
  const ctx = { save: () => 0, restore: () => 0, fillText: () => 0, fillRect: () => (rectangles += 1) }
  const bbox = { left: 0, top: 0, width: 600, height: 200 }
  drawn[0]?.options.hooks.drawClear[0]?.({ ctx, bbox, valToPos: (second: number) => second })
  expect(rectangles).toBe(data.phases.length + data.outages.length + data.marks.length)
})
