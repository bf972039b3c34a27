import { Bool, Float64 } from 'apache-arrow'
import { expect, test } from 'vitest'
import { columnBuilder } from '../../../src/journal/columns/build.ts'

test('flags are packed, and a flag that was set before can be cleared', () => {
  const column = columnBuilder('flag', new Bool(), 16)
  for (let index = 0; index < 16; index += 1) column.set(index, true)
  for (let index = 0; index < 10; index += 1) column.set(index, index % 3 === 0)
  expect(Array.from(column.data(10).values.subarray(0, 1))).toEqual([0b01001001])
  expect(column.data(10).length).toBe(10)
})

test('numbers are given as many as asked for', () => {
  const column = columnBuilder('float64', new Float64(), 4)
  for (const [index, value] of [1.5, -2, 3].entries()) column.set(index, value)
  expect(Array.from(column.data(2).values)).toEqual([1.5, -2])
})
