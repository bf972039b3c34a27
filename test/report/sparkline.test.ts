import { expect, test } from 'vitest'
import { sparkline } from '../../src/report/sparkline.ts'

test('bars are scaled from 0 to the largest', () => {
  expect(sparkline([0, 7, 3.5, null], 10)).toBe('▁█▅ ')
  expect(sparkline([0, 0], 10)).toBe('▁▁')
  expect(sparkline([], 10)).toBe('')
})

test('a bar that stands for several shows the largest: a short spike is not lost', () => {
  const values = Array.from({ length: 100 }, (_, k) => (k === 57 ? 9 : 0))
  const line = sparkline(values, 10)
  expect(line).toHaveLength(10)
  expect(line).toBe('▁▁▁▁▁█▁▁▁▁')
})
