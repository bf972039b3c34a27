import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { timelineScript } from '../../../../src/report/html/timeline/script.ts'
import { timelineCharts } from '../../../../src/report/html/timeline/specs.ts'
import { fakeElement, fakeMaker, fakePage } from '../chart/fake-page.ts'
import { DATA } from './started.ts'

function runScript(withLibrary: boolean) {
  const root = fakeElement()
  const charts = timelineCharts([])
  const text = JSON.stringify({ data: DATA, charts, gutter: 54, margin: 10 })
  const fake = fakePage({
    'timeline-stack': root,
    'timeline-data': fakeElement({}, { textContent: text }),
    'timeline-shown': fakeElement(),
    'timeline-readout': fakeElement(),
    ...Object.fromEntries(charts.map(({ id }) => [id, fakeElement()])),
  })
  const { maker, plots } = fakeMaker()
  runInNewContext(timelineScript(), { window: fake.page, ...(withLibrary ? { uPlot: maker } : {}) })
  return { ...fake, root, plots }
}

test('as the page has it, it runs by itself: charts are drawn, and keys move them', () => {
  const { root, plots, byId } = runScript(true)
  expect(plots).toHaveLength(3)
  root.fire('keydown', { key: '0' })
  expect(plots[0]?.shown.at(-1)).toMatchObject({ min: 0, max: 100 })
  for (const key of ['n', 'p', '+', '-', 'b', 'ArrowLeft', 'ArrowRight']) root.fire('keydown', { key })
  root.fire('mousemove', { clientX: 300 })
  expect(byId['timeline-readout']?.textContent).toContain('a second:')
})

test('without the chart library the other rows move all the same', () => {
  const { root, plots, byId } = runScript(false)
  expect(plots).toEqual([])
  root.fire('keydown', { key: '0' })
  expect(byId['timeline-shown']?.textContent).toContain('0.00 to 100.00 s')
})

test('where there is no timeline, nothing happens', () => {
  expect(() => runInNewContext(timelineScript(), { window: fakePage().page })).not.toThrow()
})
