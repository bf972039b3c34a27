import { expect, test } from 'vitest'
import { steadyAfterClause } from '../../src/verdict/steady.ts'
import { measured } from './build-measurements.ts'

test('only an app that is not back fails', () => {
  expect(steadyAfterClause(measured())).toBeNull()
  expect(steadyAfterClause(measured({ steady: { before: null, after: null } }))).toBeNull()
  const after = { holds: false, findings: ['web-1 is not ready'] }
  expect(steadyAfterClause(measured({ steady: { before: null, after } }))).toMatchObject({
    verdict: 'fail',
    message: 'The steady state did not hold after the drill: web-1 is not ready.',
  })
})
