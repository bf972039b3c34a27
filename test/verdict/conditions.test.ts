import { expect, test } from 'vitest'
import { conditionClause, timedOut } from '../../src/verdict/conditions.ts'

const seen = {
  what: 'recovered',
  window: 'lost',
  met: false,
  tookMs: 60_040,
  withinMs: 60_000,
  restedOn: '3 clean s',
}

test('an until that was not met in its time fails', () => {
  expect(conditionClause(seen)).toMatchObject({
    objective: 'recovered within 1 min',
    verdict: 'fail',
    observed: 'never',
    message: 'recovered: not seen in 1 min; within 1 min is required. Last seen: 3 clean s.',
    evidence: ['last seen: 3 clean s'],
  })
  expect(conditionClause({ ...seen, restedOn: '' })?.message).toMatch(/is required\.$/)
})

test('one that was met is no clause, one whose waiting was ended is open', () => {
  expect(conditionClause({ ...seen, met: true })).toBeNull()
  expect(conditionClause({ ...seen, tookMs: 10 })).toMatchObject({
    verdict: 'inconclusive',
    reason: 'not-reached',
  })
  expect([timedOut(seen), timedOut({ ...seen, tookMs: 10 }), timedOut({ ...seen, met: true })]).toEqual([
    true,
    false,
    false,
  ])
})

test('the time that was allowed is told as it was written', () => {
  expect(conditionClause({ ...seen, tookMs: 90_540, withinMs: 90_500 })).toMatchObject({
    objective: 'recovered within 1 min 30.5 s',
    message: 'recovered: not seen in 1 min 31 s; within 1 min 30.5 s is required. Last seen: 3 clean s.',
  })
})
