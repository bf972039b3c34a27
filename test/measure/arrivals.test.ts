import { expect, it } from 'vitest'
import { arrivalsKnownUpTo, arrivalsOf } from '../../src/measure/arrivals.ts'
import { buildRecord } from './build-record.ts'

it('are begins of iterations, and drops', () => {
  const record = buildRecord({
    phases: [],
    requests: [1, 2, 3].map((startMs) => ({ startMs, durationMs: 5 })),
    metrics: [
      { atMs: 50, metric: 'iteration_duration', value: 40, label: '2' },
      { atMs: 30, metric: 'iteration_duration', value: 28, label: '1' },
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

it('are requests where some iterations made one request and others several', () => {
  const requests = [10, 20, 30].map((startMs) => ({ startMs, durationMs: 5 }))
  const metrics = [{ atMs: 30, metric: 'iteration_duration', value: 22, label: '2' }]
  expect([...arrivalsOf(buildRecord({ phases: [], requests, metrics }))]).toEqual([10, 20, 30])
})

it('are those too that were under way when the load ended', () => {
  const requests = [10, 20, 30].map((startMs) => ({ startMs, durationMs: 5 }))
  const metrics = [
    { atMs: 30, metric: 'iteration_duration', value: 22, label: '2' },
    { atMs: 30, metric: 'iteration_unfinished', value: 0, label: '1' },
  ]
  expect([...arrivalsOf(buildRecord({ phases: [], requests, metrics }))]).toEqual([8, 30])
})

it('are known up to the longest iteration before the load’s end', () => {
  const known = (more: object) => arrivalsKnownUpTo(buildRecord({ phases: [], ...more }))
  const metrics = [300, 4000, 20].map((value) => ({
    atMs: 5000,
    metric: 'iteration_duration',
    value,
    label: '2',
  }))
  const endMs = buildRecord({ phases: [] }).events.find(({ type }) => type === 'load-ended')!.atMs
  expect(known({ metrics })).toBe(endMs - 4000)
  expect(known({})).toBe(Number.POSITIVE_INFINITY)
  expect(known({ metrics, loadEnd: { asked: false, exitCode: 107 } })).toBe(Number.POSITIVE_INFINITY)
})
