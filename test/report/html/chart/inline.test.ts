import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { scriptOf } from '../../../../src/report/html/chart/inline.ts'

function twice(value: number): number {
  return 2 * value
}
function thrice(value: number): number {
  return twice(value) + value
}

test('functions run elsewhere by their text alone', () => {
  const context = { found: 0 }
  runInNewContext(scriptOf([twice, thrice], 'found = thrice(7)'), context)
  expect(context.found).toBe(21)
})

test('one that needs what was not handed over fails, and does not pass unseen', () => {
  expect(() => runInNewContext(scriptOf([thrice], 'thrice(7)'), {})).toThrow('twice is not defined')
})
