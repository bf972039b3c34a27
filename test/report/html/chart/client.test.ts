import { describe, expect, test } from 'vitest'
import {
  drawOver,
  plotOptions,
  plotRange,
  plotSeries,
  themeColor,
  tickText,
} from '../../../../src/report/html/chart/client.ts'
import { GUTTER, MARGIN } from '../../../../src/report/html/chart/spec.ts'
import { timelineCharts } from '../../../../src/report/html/timeline/specs.ts'
import { fakeMaker, fakePage } from './fake-page.ts'

const [good, bad, latency] = timelineCharts([150])
if (!good || !bad || !latency) throw new Error('Three charts were expected.')
const place = () => ({
  width: 600,
  gutter: GUTTER,
  margin: MARGIN,
  from: 5,
  to: 25,
  endless: [],
  onSelect: () => undefined,
})

describe('the options of a chart', () => {
  test('colours are those of the style sheet, read when they are drawn', () => {
    const { page, colors } = fakePage()
    const { maker } = fakeMaker()
    const { stroke } = plotSeries(page, maker, latency.spec.series[2] ?? latency.spec.series[0]!)
    const read = () => (typeof stroke === 'function' ? stroke({} as never, 1) : stroke)
    colors.p95 = ' #123 '
    expect(read()).toBe('#123')
    colors.p95 = '#456'
    expect(read()).toBe('#456')
    expect(themeColor(page, 'nothing')).toBe('')
  })

  test('what is shown first, and room for the axis that other rows keep to', () => {
    const { maker } = fakeMaker()
    const { scales, axes, series, padding } = plotOptions(fakePage().page, maker, latency.spec, place())
    expect(scales?.x).toMatchObject({ time: false, min: 5, max: 25 })
    expect(axes?.[1]?.size).toBe(GUTTER)
    expect(padding?.[1]).toBe(MARGIN)
    expect(series.map(({ label }) => label)).toEqual([undefined, 'p99', 'p50', 'p95'])
  })

  test('a part that was drawn over is told in x, a mere click is not', () => {
    const told: [number, number][] = []
    const { maker } = fakeMaker()
    const options = plotOptions(fakePage().page, maker, good.spec, {
      ...place(),
      onSelect: (from, to) => told.push([from, to]),
    })
    const drawn = (width: number) => ({
      select: { left: 10, width },
      posToVal: (at: number) => at / 10,
      setSelect: () => undefined,
    })
    const [hook] = options.hooks?.setSelect ?? []
    hook?.(drawn(2) as never)
    hook?.(drawn(50) as never)
    expect(told).toEqual([[1, 6]])
  })
})

describe('the range of y', () => {
  test('begins at 0 and has room for the highest', () => {
    expect(plotRange(good.spec, 100, 200)).toEqual([0, 250])
    expect(plotRange(good.spec, null, null)).toEqual([0, 1])
    expect(plotRange(good.spec, 0, 0)).toEqual([0, 1])
  })

  test('of latency is by powers of ten, and has room for the bound of the objective', () => {
    expect(plotRange(latency.spec, 3, 20)).toEqual([1, 240])
    expect(plotRange(latency.spec, 0.01, 2000)).toEqual([0.1, 3200])
    expect(plotRange(latency.spec, null, null)).toEqual([1, 240])
  })
})

test('ticks have their units', () => {
  expect(tickText('s', 12.5)).toBe('12.5 s')
  expect(tickText('ms', 150)).toBe('150 ms')
  expect(tickText('ms', 2000)).toBe('2 s')
  expect(tickText('ratio', 0.999)).toBe('99.9 %')
  expect(tickText('count', 200)).toBe('200')
  expect(tickText('count', null)).toBe('')
  expect(tickText('count', 0.5)).toBe('')
})

test('limits are lines across, and what is endless stands at the upper edge, within the chart', () => {
  const lines: number[] = []
  const bars: number[][] = []
  const ctx = {
    save: () => 0,
    restore: () => 0,
    beginPath: () => 0,
    stroke: () => 0,
    setLineDash: () => 0,
    moveTo: (_x: number, y: number) => lines.push(y),
    lineTo: () => 0,
    fillRect: (...bar: number[]) => bars.push(bar),
  }
  const u = {
    ctx,
    height: 190,
    bbox: { left: GUTTER, top: 8, width: 500, height: 150 },
    valToPos: (value: number, scale: string) => (scale === 'y' ? value : GUTTER + value * 10),
  }
  const endless = [
    { from: 1, to: 2 },
    { from: 49, to: 70 },
    { from: 80, to: 90 },
  ]
  drawOver(fakePage().page, u as never, latency.spec, { ...place(), endless })
  expect(lines).toEqual([150])
  expect(bars).toEqual([
    [GUTTER + 10, 8, 10, 5],
    [GUTTER + 490, 8, 10, 5],
  ])
})
