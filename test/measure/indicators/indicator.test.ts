import { expect, it } from 'vitest'
import { noValue } from '../../../src/measure/indicators/indicator.ts'

it('has no value and says why', () => {
  expect(noValue('nothing was seen')).toMatchObject({ observed: null, samples: 0, note: 'nothing was seen' })
})
