import { expect, it } from 'vitest'
import { metricRows } from '../../../src/measure/indicators/metric-rows.ts'
import { contextOf } from '../find.ts'

it('takes the rows of one metric, by time, scenario and group', () => {
  const context = contextOf({
    phases: [],
    metrics: [
      { atMs: 10, metric: 'a' },
      { atMs: 20, metric: 'b' },
      { atMs: 30, metric: 'a', scenario: 'other' },
      { atMs: 90, metric: 'a' },
    ],
  })
  const bounds = { startMs: 0, endMs: 90 }
  expect(metricRows(context, 'a', bounds, {})).toEqual([0, 2])
  expect(metricRows(context, 'a', bounds, { scenario: 'other' })).toEqual([2])
  expect(metricRows(context, 'c', bounds, {})).toEqual([])
})
