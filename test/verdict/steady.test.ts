import { expect, test } from 'vitest'
import { clauseWords, STEADY_AFTER, steadyAfterClause, steadySeen } from '../../src/verdict/steady.ts'
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

test('what a late load generator kept from being answered is not the app’s', () => {
  const of = (findings: string[], disturbed: boolean) =>
    steadyAfterClause(measured({ steady: { before: null, after: { holds: false, findings, disturbed } } }))
  const unanswered = 'no request was answered over the last 3 s'
  expect(of([unanswered], true)).toMatchObject({ verdict: 'inconclusive', reason: 'instrument-unhealthy' })
  expect(of([unanswered], false)?.verdict).toBe('fail')
  expect(of(['web-1 is not ready', unanswered], true)?.verdict).toBe('fail')
})

test('what was asked, and over which time, is told', () => {
  const before = { holds: true, findings: [], overMs: 3000, leftOutMs: 2000, checked: ['web-1 ready'] }
  expect(steadySeen(measured({ steady: { before, after: null } }))).toEqual({ before, after: null })
  const old = { holds: true, findings: [] }
  expect(steadySeen(measured({ steady: { before: old, after: null } })).before).toMatchObject({
    overMs: null,
    checked: [],
  })
})

test('a clause is named by its objective and its window, the last look at the app by its objective', () => {
  expect(clauseWords({ objective: 'p95 below 150 ms', window: 'lost' })).toBe('p95 below 150 ms in lost')
  expect(clauseWords({ objective: STEADY_AFTER, window: 'after' })).toBe(STEADY_AFTER)
})
