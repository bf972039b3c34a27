/** Runs in the page: a chart by uPlot from a `PlotSpec`. Each function is put into the page by its text (`inline.ts`). */
import type uPlot from 'uplot'
import type { Win } from './dom.ts'
import type { PlotSeries, PlotSpec } from './spec.ts'

/** uPlot's class, as the page has it. */
export type PlotMaker = typeof uPlot

export interface PlotPlace {
  width: number
  gutter: number
  margin: number
  /** The part of x that is shown. */
  from: number
  to: number
  /** Parts of x in which there is no value because it is endless: marked at the upper edge. May be exchanged. */
  endless: { from: number; to: number }[]
  /** The reader drew over a part of x. */
  onSelect(from: number, to: number): void
}

export function plotOptions(page: Win, maker: PlotMaker, spec: PlotSpec, place: PlotPlace): uPlot.Options {
  const line = () => themeColor(page, 'line')
  const axis = {
    stroke: () => themeColor(page, 'faint'),
    font: '12px system-ui, sans-serif',
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1, size: 4 },
  }
  return {
    width: place.width,
    height: spec.height,
    padding: [8, place.margin, spec.x.shown ? 0 : 4, 0],
    legend: { show: false },
    cursor: {
      x: false,
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false },
      // Twice clicked, uPlot would show all of x that it has; what is all, the page knows.
      bind: { dblclick: () => () => null },
    },
    scales: {
      x: { time: false, min: place.from, max: place.to },
      y: { distr: spec.y.log ? 3 : 1, range: (_, min, max) => plotRange(spec, min, max) },
    },
    axes: [
      {
        ...axis,
        show: spec.x.shown,
        size: 28,
        values: (_, splits) => splits.map((at) => tickText(spec.x.unit, at)),
      },
      {
        ...axis,
        size: place.gutter,
        space: spec.y.log ? 18 : 24,
        // Of a logarithmic axis, uPlot would draw a line for each of ten steps.
        ...(spec.y.log
          ? {
              grid: {
                ...axis.grid,
                filter: (_: uPlot, splits: number[]) =>
                  splits.map((at) => (Number.isInteger(Math.log10(at)) ? at : null)),
              },
            }
          : {}),
        values: (_, splits) => splits.map((at) => tickText(spec.y.unit, at)),
      },
    ],
    series: [{}, ...spec.series.map((series) => plotSeries(page, maker, series))],
    hooks: {
      draw: [(u) => drawOver(page, u, spec, place)],
      setSelect: [
        (u) => {
          const { left, width } = u.select
          if (width < 3) return
          place.onSelect(u.posToVal(left, 'x'), u.posToVal(left + width, 'x'))
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
        },
      ],
    },
  }
}

/** A variable of the style sheet, as it is now: light, dark or for print. */
export function themeColor(page: Win, name: string): string {
  return page.getComputedStyle(page.document.documentElement).getPropertyValue(`--${name}`).trim()
}

export function plotSeries(page: Win, maker: PlotMaker, series: PlotSeries): uPlot.Series {
  const { label, color, kind, width, dash } = series
  const own = () => themeColor(page, color)
  const { stepped } = maker.paths
  return {
    label,
    stroke: own,
    width,
    dash: [...dash],
    spanGaps: false,
    points: { show: kind === 'points', size: 6 },
    ...(kind === 'area' ? { fill: own } : {}),
    ...((kind === 'area' || kind === 'steps') && stepped ? { paths: stepped({ align: 1 }) } : {}),
    ...(kind === 'points' ? { paths: () => null } : {}),
  }
}

/** From 0, or from a power of ten, to what has room for all values and all limits. */
export function plotRange(
  { y: { log, limits } }: PlotSpec,
  min: number | null,
  max: number | null,
): [number, number] {
  const most = Math.max(max ?? 0, ...limits)
  if (!log) return [0, most <= 0 ? 1 : most * 1.25]
  const least = Math.min(min ?? 1, ...limits)
  return [10 ** Math.floor(Math.log10(Math.max(0.1, least))), Math.max(10, most) * 1.6]
}

/** `1.5 s`, `200 ms`, `99.9 %`; null (left out, for want of room) is nothing, and so is half a request. */
export function tickText(unit: 's' | 'run' | 'count' | 'ms' | 'ratio', value: number | null): string {
  if (value === null) return ''
  const short = (number: number): string => String(Number(number.toPrecision(4)))
  if (unit === 's') return `${short(value)} s`
  if (unit === 'ms') return value >= 1000 ? `${short(value / 1000)} s` : `${short(value)} ms`
  if (unit === 'count' && !Number.isInteger(value)) return ''
  return unit === 'ratio' ? `${short(value * 100)} %` : short(value)
}

/** Limits as lines across; where a value is endless, a bar at the upper edge. */
export function drawOver(page: Win, u: uPlot, { y }: PlotSpec, { endless }: PlotPlace): void {
  const { ctx, bbox } = u
  const edge = bbox.left + bbox.width
  ctx.save()
  ctx.strokeStyle = themeColor(page, 'fail')
  ctx.lineWidth = Math.max(1, u.height / 150)
  ctx.setLineDash([6, 4])
  for (const limit of y.limits) {
    const at = Math.round(u.valToPos(limit, 'y', true))
    ctx.beginPath()
    ctx.moveTo(bbox.left, at)
    ctx.lineTo(edge, at)
    ctx.stroke()
  }
  ctx.fillStyle = themeColor(page, 'fail')
  for (const { from, to } of endless) {
    const left = Math.max(bbox.left, u.valToPos(from, 'x', true))
    const right = Math.min(edge, u.valToPos(to, 'x', true))
    if (right >= bbox.left && left <= edge) ctx.fillRect(left, bbox.top, Math.max(2, right - left), 5)
  }
  ctx.restore()
}

/** All that `plotOptions` needs beside it. */
export const PLOT_CLIENT = [plotOptions, themeColor, plotSeries, plotRange, tickText, drawOver]
