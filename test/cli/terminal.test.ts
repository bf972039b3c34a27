import { expect, it } from 'vitest'
import * as tested from '../../src/cli/terminal.ts'

it('can be loaded', () => {
  expect(Object.keys(tested)).not.toEqual([])
})
