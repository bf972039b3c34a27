import { expect, test } from 'vitest'
import { untilCancelled } from '../../src/target/until-cancelled.ts'

test('a run that is cancelled already ends no wait', () => {
  const run = new AbortController()
  expect(untilCancelled(run)).toBe(run.signal)
  run.abort()
  expect(untilCancelled(run)).toBeUndefined()
})
