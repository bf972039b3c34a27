import { expect, it } from 'vitest'
import { NO_NUMBERS } from '../../src/compare/numbers.ts'

it('of a clause that was not tested are all unknown, and none is 0', () => {
  expect(new Set(Object.values(NO_NUMBERS))).toEqual(new Set([null]))
})
