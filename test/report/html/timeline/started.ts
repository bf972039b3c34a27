/** A timeline that was started in a made-up page. */
import type { plotOptions } from '../../../../src/report/html/chart/client.ts'
import { type Stage, startTimeline } from '../../../../src/report/html/timeline/client.ts'
import type { TimelineData } from '../../../../src/report/html/timeline/data.ts'
import type { Points } from '../../../../src/report/html/timeline/points.ts'
import { timelineCharts } from '../../../../src/report/html/timeline/specs.ts'
import {
  type FakeElement,
  type FakePage,
  fakeElement,
  fakeMaker,
  fakePage,
  type MadePlot,
} from '../chart/fake-page.ts'

function steady(from: number, step: number, count: number): Points {
  const all = (value: number): number[] => Array.from({ length: count }, () => value)
  return {
    from,
    step,
    good: all(200),
    answered: all(0),
    unanswered: all(0),
    unsent: all(0),
    p50: all(5),
    p95: all(9),
    p99: all(12),
  }
}

/** 100 s, told by seconds, and up to 22 s by tenths; from 11.0 to 11.1 s something fails. */
export const DATA: TimelineData = {
  from: 0,
  to: 100,
  open: { from: 1, to: 21 },
  focus: 11,
  phases: [
    { name: 'baseline', from: 0, to: 10 },
    { name: 'lost', from: 10, to: 40 },
  ],
  moments: [
    { no: 1, at: 10, words: 'phase lost began' },
    { no: 2, at: 11, words: 'web-1 was killed' },
    { no: 3, at: 30, words: 'web-1 was started' },
  ],
  outages: [{ from: 11, to: 11.3 }],
  instances: [
    {
      name: 'web-1',
      states: [
        [0, 11, 'up'],
        [11, 30, 'down'],
      ],
    },
    { name: 'web-2', states: [[0, 60, 'up']] },
  ],
  whole: steady(0, 1, 100),
  close: [failingAt(steady(0, 0.1, 220), 110)],
}

function failingAt(points: Points, k: number): Points {
  points.good[k] = 190
  points.unanswered[k] = 10
  points.p95[k] = -1
  points.p99[k] = -1
  return points
}

export interface Started extends FakePage {
  stage: Stage
  root: FakeElement
  drawing: FakeElement
  plots: MadePlot[]
}

export function started(options: typeof plotOptions, hash = ''): Started {
  const root = fakeElement()
  const drawing = fakeElement({ height: '16' })
  root.found['.on-clock'] = [drawing]
  const charts = timelineCharts([150])
  const input = { data: DATA, charts, gutter: 54, margin: 10 }
  const fake = fakePage(
    {
      'timeline-stack': root,
      'timeline-data': fakeElement({}, { textContent: JSON.stringify(input) }),
      'timeline-shown': fakeElement(),
      'timeline-readout': fakeElement(),
      ...Object.fromEntries(charts.map(({ id }) => [id, fakeElement()])),
    },
    hash,
  )
  const { maker, plots } = fakeMaker()
  const stage = startTimeline(fake.page, maker, options)
  if (!stage) throw new Error('The timeline did not start.')
  return { ...fake, stage, root, drawing, plots }
}
