import { expect, it } from 'vitest'
import { limitOf, noValue } from '../../../src/measure/indicators/indicator.ts'

it('has no value and says why', () => {
  expect(noValue('nothing was seen')).toMatchObject({ observed: null, samples: 0, note: 'nothing was seen' })
})

it('is too late by its bound, or by the window that it is compared with', () => {
  expect(limitOf({ op: 'below', value: 30_000 }, null)).toBe(30_000)
  const notWorse = { op: 'notWorseThan', window: 'baseline', tolerance: 0.5 } as const
  expect(limitOf(notWorse, 6000)).toBe(9000)
  expect(limitOf(notWorse, null)).toBe(Number.POSITIVE_INFINITY)
})
