import { expect, test } from 'vitest'
import { columnsOf } from '../../../../src/load/k6/csv/columns.ts'

test('columns are found by name, and what is missing is said', () => {
  const columns = columnsOf(['status', 'timestamp', 'metric_value', 'metric_name'])
  expect(columns).toMatchObject({ count: 4, status: 0, timestamp: 1, value: 2, metric: 3, group: -1 })
})

test('a row without the three that every row needs is no header', () => {
  expect(columnsOf(['status', 'timestamp', 'metric_value'])).toBeNull()
})
