import { expect, it } from 'vitest'
import * as tested from '../../src/cli/run-one.ts'

it('can be loaded', () => {
  expect(Object.keys(tested)).not.toEqual([])
})
