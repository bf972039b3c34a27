import { describe, expect, test } from 'vitest'
import { plotOptions } from '../../../../src/report/html/chart/client.ts'
import {
  columnsOf,
  endlessIn,
  leftOf,
  placeFlags,
  placeNames,
  pointAt,
  pointsFor,
  showPart,
  wordsAt,
} from '../../../../src/report/html/timeline/client.ts'
import { timelineCharts } from '../../../../src/report/html/timeline/specs.ts'
import { fakeElement } from '../chart/fake-page.ts'
import { DATA, started } from './started.ts'

const [, bad, latency] = timelineCharts([])
if (!bad || !latency) throw new Error('Three charts were expected.')

describe('the points that are drawn', () => {
  test('are narrow where they cover what is shown, and the whole elsewhere', () => {
    const [close] = DATA.close
    expect(pointsFor(DATA, { from: 2, to: 20 })).toBe(close)
    expect(pointsFor(DATA, { from: 20, to: 40 })).toBe(DATA.whole)
    expect(pointsFor(DATA, { from: 0, to: 100 })).toBe(DATA.whole)
  })

  test('stand one on the other where they are sums, and are nothing where they are endless', () => {
    const points = {
      ...DATA.whole,
      from: 3,
      good: [1, 1],
      answered: [2, 0],
      unanswered: [3, 1],
      unsent: [4, 0],
      p99: [5, -1],
      p50: [1, 1],
      p95: [null, 2],
    }
    expect(columnsOf(points, bad)).toEqual([
      [3, 4, 5],
      [9, 1, 1],
      [5, 1, 1],
      [2, null, null],
    ])
    expect(columnsOf(points, latency)[1]).toEqual([5, null, null])
  })

  test('endless buckets that touch are one bar', () => {
    const points = { ...DATA.whole, from: 10, step: 0.1, p95: [-1, -1, 3, null, -1] }
    const bars = endlessIn(points, latency).map(({ from, to }) => [from.toFixed(1), to.toFixed(1)])
    expect(bars).toEqual([
      ['10.0', '10.2'],
      ['10.4', '10.5'],
    ])
    expect(endlessIn(points, bad)).toEqual([])
  })
})

describe('a part of the run', () => {
  test('is opened as the page says, in every chart and every drawing', () => {
    const { stage, plots, drawing } = started(plotOptions)
    expect(stage.view).toEqual({ from: 1, to: 21 })
    expect(plots.map(({ shown }) => shown.at(-1))).toEqual(Array(3).fill({ min: 1, max: 21 }))
    expect(drawing.attributes.viewBox).toBe('1 0 20 16')
  })

  test('is never beyond what there is, nor too short to be seen', () => {
    const { stage } = started(plotOptions)
    showPart(stage, -50, -30)
    expect(stage.view).toEqual({ from: 0, to: 20 })
    showPart(stage, 95, 150)
    expect(stage.view).toEqual({ from: 45, to: 100 })
    showPart(stage, -50, 500)
    expect(stage.view).toEqual({ from: 0, to: 100 })
    showPart(stage, 10, 10.1)
    expect(stage.view.to - stage.view.from).toBe(0.5)
  })

  test('is drawn by other points when it is another kind of part, and says by which', () => {
    const { stage, plots, byId } = started(plotOptions)
    expect(byId['timeline-shown']?.textContent).toBe('Shown: 1.00 to 21.00 s of the run. Each point: 100 ms.')
    const narrow = plots[0]?.data[0]?.length
    showPart(stage, 0, 100)
    expect(byId['timeline-shown']?.textContent).toBe('Shown: 0.00 to 100.00 s of the run. Each point: 1 s.')
    expect(plots[0]?.data[0]?.length).toBe(101)
    expect(narrow).not.toBe(101)
  })
})

describe('what stands in the rows', () => {
  test('a moment is where the charts have it', () => {
    const { stage } = started(plotOptions)
    expect(leftOf(stage, 1)).toBe(54)
    expect(leftOf(stage, 21)).toBe(654)
    expect(leftOf(stage, 11)).toBe(354)
  })

  test('a phase is named where it begins to be seen, and not where it is not', () => {
    const { stage, root } = started(plotOptions)
    const names = [
      fakeElement({ from: '0', to: '10' }),
      fakeElement({ from: '10', to: '40' }),
      fakeElement({ from: '40', to: '60' }),
    ]
    root.found['.phase-name'] = names
    placeNames(stage)
    expect(names.map(({ hidden }) => hidden)).toEqual([false, false, true])
    expect(names.slice(0, 2).map(({ styles }) => styles.left)).toEqual(['54.0px', '324.0px'])
  })

  test('numbers that would cover one another stand below one another, and the fourth is left out', () => {
    const { stage, root } = started(plotOptions)
    const place = fakeElement()
    root.found['.flags'] = [place]
    const flags = ['11', '11.1', '11.2', '11.3', '19', '50'].map((flag) => fakeElement({ flag }))
    root.found['.flag'] = flags
    placeFlags(stage)
    expect(place.styles.height).toBe('68px')
    expect(flags.map(({ hidden, styles }) => (hidden ? null : styles.top))).toEqual([
      '0px',
      '22px',
      '44px',
      null,
      '0px',
      null,
    ])
  })

  test('the pointer is in all rows, and tells what they say there', () => {
    const { stage, root, byId } = started(plotOptions)
    const pointer = fakeElement()
    root.found['.pointer'] = [pointer]
    pointAt(stage, 11)
    expect([pointer.hidden, pointer.styles.left]).toEqual([false, '354.0px'])
    expect(byId['timeline-readout']?.textContent).toMatch(/^11\.00 s \(lost\)/)
    pointAt(stage, 50)
    expect(pointer.hidden).toBe(true)
    pointAt(stage, null)
    expect(byId['timeline-readout']?.textContent).toMatch(/^Point at the timeline/)
  })

  test('in words: phase, rates, percentiles, the prober, each instance', () => {
    const { stage } = started(plotOptions)
    expect(wordsAt(stage, 11.05)).toBe(
      '11.05 s (lost) · a second: 190 good, 10 failed, 0 not sent · p50 5 ms, p95 endless, p99 endless · the prober is not served · web-1 down · web-2 ready',
    )
    expect(wordsAt(stage, 99.95)).toBe(
      '99.95 s · a second: 0 good, 0 failed, 0 not sent · p50 –, p95 –, p99 –',
    )
  })
})
