/** Runs in the page: which part of the run the timeline shows. Each function is put into the page by its text (`inline.ts`). */
import type uPlot from 'uplot'
import type { PlotMaker, PlotPlace, plotOptions } from '../chart/client.ts'
import type { El, Win } from '../chart/dom.ts'
import type { TimelineData } from './data.ts'
import type { Points } from './points.ts'
import type { TimelineChart } from './specs.ts'

/** What the page hands to the script. */
export interface TimelineInput {
  data: TimelineData
  charts: TimelineChart[]
  gutter: number
  margin: number
}

export interface Stage extends TimelineInput {
  page: Win
  /** All rows. */
  root: El
  plots: { plot: uPlot; place: PlotPlace; chart: TimelineChart }[]
  /** What is shown, and the points that it is shown by. */
  view: { from: number; to: number }
  points: Points
  /** Where a reader points; null: nowhere. */
  at: number | null
}

/** `maker`: null where there is no chart library. */
export function startTimeline(page: Win, maker: PlotMaker | null, options: typeof plotOptions): Stage | null {
  const root = page.document.getElementById('timeline-stack')
  const text = page.document.getElementById('timeline-data')?.textContent
  if (!root || !text) return null
  const input = JSON.parse(text) as TimelineInput
  const { data, charts, gutter, margin } = input
  const view = { ...data.open }
  const points = pointsFor(data, view)
  const stage: Stage = { ...input, page, root, plots: [], view, points, at: null }
  for (const chart of maker ? charts : []) {
    const element = page.document.getElementById(chart.id)
    if (!element || !maker) continue
    const place: PlotPlace = {
      width: root.clientWidth,
      gutter,
      margin,
      ...view,
      endless: endlessIn(points, chart),
      onSelect: (from, to) => showPart(stage, from, to),
    }
    const made = options(page, maker, chart.spec, place)
    stage.plots.push({ plot: new maker(made, columnsOf(points, chart), element as never), place, chart })
  }
  showPart(stage, view.from, view.to)
  return stage
}

/** In narrow buckets where they cover all that is shown, and are few enough to be seen. */
export function pointsFor({ whole, close }: TimelineData, view: { from: number; to: number }): Points {
  if (view.to - view.from > 60) return whole
  const covers = ({ from, step, good }: Points): boolean =>
    from <= view.from + 1 && from + good.length * step >= view.to - 1
  return close.find(covers) ?? whole
}

/**
 * The last value once more, at the end of its bucket: a step ends there. Of several, the sum is drawn. Where an area has
 * nothing, nothing is drawn: a line of the failures' colour would look like some.
 */
export function columnsOf(points: Points, { columns, spec }: TimelineChart): uPlot.AlignedData {
  const { from, step, good } = points
  const xs = Array.from({ length: good.length + 1 }, (_, k) => from + k * step)
  const ys = columns.map((names, index) => {
    const isArea = spec.series[index]?.kind === 'area'
    const values = good.map((_, k) => {
      const parts = names.map((name) => points[name][k] ?? null)
      if (parts.some((part) => part === null || part < 0)) return null
      const sum = parts.reduce<number>((all, part) => all + (part ?? 0), 0)
      return isArea && sum === 0 ? null : sum
    })
    return [...values, values.at(-1) ?? null]
  })
  return [xs, ...ys]
}

/** Where the percentile is endless, buckets that touch as one. */
export function endlessIn(points: Points, { endless }: TimelineChart): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  const { from: begin, step } = points
  for (const [k, value] of (endless === null ? [] : points[endless]).entries()) {
    if (value !== -1) continue
    const from = begin + k * step
    const last = found.at(-1)
    if (last && from - last.to < step / 2) last.to = from + step
    else found.push({ from, to: from + step })
  }
  return found
}

/** Shows a part of the run in every row; as much of it as there is, and no less than half a second. */
export function showPart(stage: Stage, from: number, to: number): void {
  const { data, plots, root, page } = stage
  const span = Math.min(data.to - data.from, Math.max(0.5, to - from))
  const begin = Math.min(Math.max(data.from, (from + to - span) / 2), data.to - span)
  const view = { from: begin, to: begin + span }
  const points = pointsFor(data, view)
  for (const { plot, place, chart } of plots) {
    if (points !== stage.points) {
      place.endless = endlessIn(points, chart)
      plot.setData(columnsOf(points, chart), false)
    }
    plot.setScale('x', { min: view.from, max: view.to })
  }
  stage.view = view
  stage.points = points
  for (const drawing of root.querySelectorAll('.on-clock'))
    drawing.setAttribute('viewBox', `${view.from} 0 ${span} ${drawing.dataset.height ?? '1'}`)
  placeNames(stage)
  placeFlags(stage)
  pointAt(stage, stage.at)
  const each = points.step < 1 ? `${points.step * 1000} ms` : `${points.step} s`
  const worst = points.step > 1 ? ', its worst second' : ''
  const shown = page.document.getElementById('timeline-shown')
  if (shown)
    shown.textContent = `Shown: ${view.from.toFixed(2)} to ${view.to.toFixed(2)} s of the run. Each point: ${each}${worst}.`
}

/** CSS pixels from the left edge of all rows. */
export function leftOf({ root, view, gutter, margin }: Stage, at: number): number {
  return gutter + ((at - view.from) / (view.to - view.from)) * (root.clientWidth - gutter - margin)
}

/** Names of phases stand at the begin of what is shown of them, where there is room. */
export function placeNames(stage: Stage): void {
  const { root, view } = stage
  for (const name of root.querySelectorAll('.phase-name')) {
    const from = Math.max(view.from, Number(name.dataset.from))
    const to = Math.min(view.to, Number(name.dataset.to))
    const left = leftOf(stage, from)
    const room = leftOf(stage, to) - left
    name.hidden = to <= from || room < 24
    name.style.setProperty('left', `${left.toFixed(1)}px`)
    name.style.setProperty('max-width', `${Math.max(0, room).toFixed(1)}px`)
  }
}

/** Numbers stand at their moments, below one another where they would cover each other. */
export function placeFlags(stage: Stage): void {
  const { root, view } = stage
  const rows: number[] = [-99, -99, -99]
  let used = 0
  for (const flag of root.querySelectorAll('.flag')) {
    const at = Number(flag.dataset.flag)
    const left = leftOf(stage, at)
    const row = rows.findIndex((right) => left - right >= 24)
    flag.hidden = at < view.from || at > view.to || row < 0
    if (flag.hidden) continue
    rows[row] = left
    used = Math.max(used, row + 1)
    flag.style.setProperty('left', `${left.toFixed(1)}px`)
    flag.style.setProperty('top', `${row * 22}px`)
  }
  for (const place of root.querySelectorAll('.flags')) place.style.setProperty('height', `${used * 22 + 2}px`)
}

/** A line through all rows, and what they say there. */
export function pointAt(stage: Stage, at: number | null): void {
  const { root, view, page } = stage
  stage.at = at
  const isShown = at !== null && at >= view.from && at <= view.to
  for (const pointer of root.querySelectorAll('.pointer')) {
    pointer.hidden = !isShown
    if (isShown) pointer.style.setProperty('left', `${leftOf(stage, at).toFixed(1)}px`)
  }
  const readout = page.document.getElementById('timeline-readout')
  if (readout)
    readout.textContent = isShown
      ? wordsAt(stage, at)
      : 'Point at the timeline to read it; draw over a part to see it larger.'
}

export function wordsAt({ data, points }: Stage, at: number): string {
  const k = Math.floor((at - points.from) / points.step + 1e-9)
  const ms = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : value < 0 ? 'endless' : `${value} ms`
  const { good, answered, unanswered, unsent, p50, p95, p99 } = points
  const phase = data.phases.find(({ from, to }) => at >= from && at < to)
  const states = data.instances.flatMap(({ name, states: all }) => {
    const state = all.find(([from, to]) => at >= from && at < to)
    return state
      ? [`${name} ${{ up: 'ready', unready: 'not ready', down: 'down', wrong: 'not as it said' }[state[2]]}`]
      : []
  })
  return [
    `${at.toFixed(2)} s${phase ? ` (${phase.name})` : ''}`,
    `a second: ${good[k] ?? 0} good, ${(answered[k] ?? 0) + (unanswered[k] ?? 0)} failed, ${unsent[k] ?? 0} not sent`,
    `p50 ${ms(p50[k])}, p95 ${ms(p95[k])}, p99 ${ms(p99[k])}`,
    ...(data.outages.some(({ from, to }) => at >= from && at < to) ? ['the prober is not served'] : []),
    ...states,
  ].join(' · ')
}
