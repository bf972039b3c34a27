/** The charts of a timeline, one above the other, on one clock. */
import type { PlotSeries, PlotSpec } from '../chart/spec.ts'
import type { Points } from './points.ts'

export interface TimelineChart {
  /** Of the element that it is drawn in. */
  id: string
  title: string
  spec: PlotSpec
  /** One for each series: these of the points, each on top of those after it. */
  columns: readonly (readonly Column[])[]
  /** This percentile's endless stretches are marked at the upper edge. */
  endless: 'p95' | null
}

type Column = Exclude<keyof Points, 'from' | 'step'>

const series = (label: string, color: string, more: Partial<PlotSeries> = {}): PlotSeries => ({
  label,
  color,
  kind: 'area',
  width: 1,
  dash: [],
  ...more,
})

/** `limitsMs`: what objectives ask of latency. */
export function timelineCharts(limitsMs: readonly number[]): TimelineChart[] {
  return [
    {
      id: 'chart-good',
      title: 'Good requests a second',
      spec: {
        height: 84,
        x: { unit: 's', shown: false },
        y: { unit: 'count', log: false, limits: [] },
        series: [series('good', 'good')],
      },
      columns: [['good']],
      endless: null,
    },
    {
      id: 'chart-bad',
      title: 'Failed, and not sent, a second',
      spec: {
        height: 84,
        x: { unit: 's', shown: false },
        y: { unit: 'count', log: false, limits: [] },
        // One above the other: the highest is drawn first.
        series: [
          series('not sent', 'unsent'),
          series('failed, no answer', 'unanswered'),
          series('failed, answered', 'answered'),
        ],
      },
      columns: [['answered', 'unanswered', 'unsent'], ['answered', 'unanswered'], ['answered']],
      endless: null,
    },
    {
      id: 'chart-latency',
      title: 'Latency, failures endless',
      spec: {
        height: 190,
        x: { unit: 's', shown: true },
        y: { unit: 'ms', log: true, limits: limitsMs },
        series: [
          series('p99', 'p99', { kind: 'steps', dash: [3, 3] }),
          series('p50', 'p50', { kind: 'steps' }),
          series('p95', 'p95', { kind: 'steps', width: 2 }),
        ],
      },
      columns: [['p99'], ['p50'], ['p95']],
      endless: 'p95',
    },
  ]
}
