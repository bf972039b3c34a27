import { expect, it } from 'vitest'
import * as tested from '../../../src/cli/commands/run.ts'

it('can be loaded', () => {
  expect(Object.keys(tested)).not.toEqual([])
})
