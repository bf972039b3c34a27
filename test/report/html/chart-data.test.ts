import { expect, test } from 'vitest'
import { chartData } from '../../../src/report/html/chart-data.ts'
import { failedInput, shippedInput } from '../build-input.ts'

test('phases, marks and outages are in run seconds, beside the series', () => {
  const { phases, marks, outages, ok, failed } = chartData(failedInput())
  expect(phases[1]).toEqual({ name: 'lost', from: 10, to: 40 })
  expect(marks).toEqual([
    { label: 'kill web-1', at: 11, kind: 'fault' },
    { label: 'web-1 healed', at: 39, kind: 'healed' },
  ])
  expect(outages).toEqual([{ from: 11.002, to: 11.35 }])
  expect([ok.reduce((a, b) => a + b), failed.reduce((a, b) => a + b)]).toEqual([11_760, 240])
})

test('deploys and rollbacks are marked too', () => {
  const { marks } = chartData(shippedInput())
  expect(marks.filter(({ kind }) => kind === 'release').map(({ label, at }) => `${at} ${label}`)).toEqual([
    '10.5 deploy of 1.0.1-failing begins',
    '12 web-1 serves 1.0.1-failing',
    '14.1 a trigger fires',
    '14.1 rollback to 1.0.0 decided',
    '20.5 rollback to 1.0.0 settled',
  ])
})

test('only what was seen healed is marked so', () => {
  const input = failedInput()
  const faults = input.measurements.faults.map((fault) => ({ ...fault, healed: null, instantMs: null }))
  expect(chartData({ ...input, measurements: { ...input.measurements, faults } }).marks).toEqual([])
})
