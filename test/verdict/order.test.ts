import { expect, test } from 'vitest'
import { byWindow } from '../../src/verdict/order.ts'
import { window } from './build-measurements.ts'

const windows = [
  window('run', 0, 60, { kind: 'run' }),
  window('lost', 10, 40),
  window('lost (first 15 s)', 10, 25, { kind: 'planned' }),
  window('baseline', 0, 10),
]

test('windows by their begin, the unreached after them, the whole run last', () => {
  const names = ['run', 'never', 'lost (first 15 s)', 'lost', 'baseline']
  const sorted = byWindow(
    names.map((name) => ({ window: name })),
    windows,
  )
  expect(sorted.map((item) => item.window)).toEqual(['baseline', 'lost', 'lost (first 15 s)', 'never', 'run'])
})

test('the order within a window stays', () => {
  const items = [3, 1, 2].map((n) => ({ window: 'lost', n }))
  expect(byWindow(items, windows)).toEqual(items)
})
