import { expect, it } from 'vitest'
import { arrivalsOf } from '../../src/measure/arrivals.ts'
import { buildRecord } from './build-record.ts'

it('are begins of iterations, and drops', () => {
  const record = buildRecord({
    phases: [],
    requests: [{ startMs: 1, durationMs: 5 }],
    metrics: [
      { atMs: 50, metric: 'iteration_duration', value: 40 },
      { atMs: 30, metric: 'iteration_duration', value: 28 },
      { atMs: 60, metric: 'other', value: 1 },
      { atMs: 5, metric: 'dropped_iterations', value: 2 },
    ],
  })
  expect([...arrivalsOf(record)]).toEqual([2, 5, 5, 10])
})

it('are requests where iterations were not recorded', () => {
  const requests = [
    { startMs: 20, durationMs: 5 },
    { startMs: 10, durationMs: 50 },
  ]
  expect([...arrivalsOf(buildRecord({ phases: [], requests, droppedMs: [15] }))]).toEqual([10, 15, 20])
})
