import { expect, test } from 'vitest'
import { sparkline } from '../../src/report/sparkline.ts'

test('bars are scaled from 0 to the largest', () => {
  expect(sparkline([0, 7, 3.5, null], 10)).toBe('▁█▅ ')
  expect(sparkline([0, 0], 10)).toBe('▁▁')
  expect(sparkline([], 10)).toBe('')
  expect(sparkline([0, 1, 200], 10)).toBe('▁▂█')
})

test('a bar that stands for several shows the largest: a short spike is not lost', () => {
  const values = Array.from({ length: 100 }, (_, k) => (k === 57 ? 9 : 0))
  const line = sparkline(values, 10)
  expect(line).toHaveLength(10)
  expect(line).toBe('▁▁▁▁▁█▁▁▁▁')
})

test('where little is bad a bar shows the least: a short outage is not lost', () => {
  const values = Array.from({ length: 100 }, (_, k) => (k === 57 ? 0 : 9))
  expect(sparkline(values, 10, 'least')).toBe('█████▁████')
})

test('what has no end has a mark of its own, before all that is finite, and is no scale for it', () => {
  const never = Number.POSITIVE_INFINITY
  expect(sparkline([4, never, 4, null], 10)).toBe('█∞█ ')
  expect(sparkline([4, never, 4, null], 2)).toBe('∞█')
})
