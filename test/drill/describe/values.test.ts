import { expect, test } from 'vitest'
import { exactMs, percent, shortest } from '../../../src/drill/describe/values.ts'

test('times are in the unit in which they would be written, and in full', () => {
  expect([0.2, 150, 1500, 12_345, 60_000, 90_000, 90_500, 7_200_000].map(exactMs)).toEqual([
    '0.2 ms',
    '150 ms',
    '1.5 s',
    '12.345 s',
    '1 min',
    '1 min 30 s',
    '1 min 30.5 s',
    '120 min',
  ])
})

test('binary fractions leave no noise', () => {
  expect([percent(0.29), percent(0.99905), shortest(0.1 + 0.2)]).toEqual(['29 %', '99.905 %', '0.3'])
})
