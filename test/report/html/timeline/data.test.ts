import { expect, test } from 'vitest'
import { timelineData } from '../../../../src/report/html/timeline/data.ts'
import { momentsOf } from '../../../../src/report/moments.ts'
import type { ReportInput } from '../../../../src/report/reporter.ts'
import { diagnosedInput, failedInput, passedInput, shippedInput } from '../../build-input.ts'

const dataOf = (input: ReportInput) => timelineData(input, momentsOf(input).moments)

test('everything is in seconds of the run, and opened around the first breach', () => {
  const data = dataOf(diagnosedInput())
  expect(data.phases[1]).toEqual({ name: 'lost', from: 10, to: 40 })
  expect(data.outages).toEqual([{ from: 11.002, to: 11.35 }])
  expect(data).toMatchObject({ from: 0, to: 60, open: { from: 1.003, to: 21.003 }, focus: 11.003 })
  expect(data.moments.map(({ no, at }) => [no, at])).toContainEqual([3, 11])
})

test('where nothing broke, around what was done first', () => {
  expect(dataOf(failedInput()).focus).toBe(11)
})

test('every request is in the points of the whole', () => {
  const { whole } = dataOf(failedInput())
  const sum = (values: number[]) => values.reduce((a, b) => a + b)
  expect([sum(whole.good), sum(whole.unanswered)]).toEqual([11_760, 240])
})

test('each instance has what it was, and when', () => {
  const { instances } = dataOf(shippedInput())
  expect(instances[0]).toEqual({
    name: 'web-1',
    states: [
      [5, 11, 'up'],
      [11, 13.2, 'wrong'],
      [13.2, 60, 'unready'],
    ],
  })
})

test('a run without load is still a stretch of time', () => {
  const input = passedInput()
  const data = dataOf({
    ...input,
    measurements: { ...input.measurements, windows: [], faults: [], outages: [] },
  })
  expect(data.to - data.from).toBeGreaterThanOrEqual(1)
  for (const value of [data.from, data.to, data.open.from, data.open.to, data.focus])
    expect(value).toBeGreaterThanOrEqual(0)
  expect(new Set(data.whole.p50)).toEqual(new Set([null]))
})
