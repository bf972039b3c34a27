import { expect, test } from 'vitest'
import { kindOf } from '../../../../src/load/k6/csv/metrics.ts'

test("k6's own metrics are told from the user's", () => {
  expect(kindOf('http_reqs')).toBe('request')
  expect(kindOf('http_req_receiving')).toBe('ignored')
  expect(kindOf('dropped_iterations')).toBe('metric')
  expect(kindOf('my_metric')).toBe('metric')
})
