import { expect, test } from 'vitest'
import { mostAtOnce } from '../../../../src/load/k6/csv/at-once.ts'

const span = (startMs: number, endMs: number) => ({ startMs, endMs })

test('of requests one after the other there is one at a time, though their clocks differ by a little', () => {
  expect(mostAtOnce([])).toBe(0)
  expect(mostAtOnce([span(0, 10), span(9.5, 20), span(20, 30)])).toBe(1)
})

test('of requests side by side there are as many as were under way at some moment', () => {
  expect(mostAtOnce([span(0, 10), span(0, 10), span(5, 20)])).toBe(3)
  expect(mostAtOnce([span(0, 10), span(2, 4), span(5, 7)])).toBe(2)
})
