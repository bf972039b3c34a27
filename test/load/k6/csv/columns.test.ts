import { expect, test } from 'vitest'
import { columnsOf } from '../../../../src/load/k6/csv/columns.ts'

test('columns are found by name, and what is missing is said', () => {
  const columns = columnsOf(['status', 'timestamp', 'metric_value', 'metric_name'])
  expect(columns).toMatchObject({
    count: 4,
    status: 0,
    timestamp: 1,
    value: 2,
    metric: 3,
    group: -1,
    usual: false,
  })
})

test("k6's own order is the usual one", () => {
  expect(columnsOf(['metric_name', 'timestamp', 'metric_value', 'status', 'metadata'])).toMatchObject({
    usual: true,
  })
})

test('a row without the three that every row needs is no header', () => {
  expect(columnsOf(['status', 'timestamp', 'metric_value'])).toBeNull()
})
