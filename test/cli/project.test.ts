import { expect, it } from 'vitest'
import * as tested from '../../src/cli/project.ts'

it('can be loaded', () => {
  expect(Object.keys(tested)).not.toEqual([])
})
