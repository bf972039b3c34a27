import { expect, it } from 'vitest'
import { blocksOf } from '../../../src/measure/indicators/blocks.ts'

it('counts by second of the window, its edges in the outer ones', () => {
  const blocks = blocksOf(
    { startMs: 1000, endMs: 3500 },
    [900, 1000, 1999, 2000, 3400, 3600],
    (i) => i % 2 === 0,
  )
  expect([...blocks.total]).toEqual([3, 1, 2])
  expect([...blocks.bad]).toEqual([2, 0, 1])
})

it('has one block at least', () => {
  expect([...blocksOf({ startMs: 0, endMs: 0 }, [], () => true).total]).toEqual([0])
})
