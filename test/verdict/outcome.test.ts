import { expect, test } from 'vitest'
import { failed, instrumentInDoubt, openWords, passed, undecided } from '../../src/verdict/outcome.ts'
import { question, uptime } from './build-measurements.ts'

test('only what is undecided has a reason', () => {
  expect(passed('m', 'proven', null)).toMatchObject({ verdict: 'pass', reason: null, strength: 'proven' })
  expect(failed('m', 'observed')).toMatchObject({ verdict: 'fail', reason: null })
  expect(undecided('not-reached', 'm', null)).toMatchObject({
    verdict: 'inconclusive',
    reason: 'not-reached',
  })
})

test('a doubtful instrument says what was seen and why that is in doubt', () => {
  const outcome = instrumentInDoubt(question(uptime(0, 1)), 'it slept')
  expect(outcome).toMatchObject({
    reason: 'instrument-unhealthy',
    message: 'Seen, but it slept.',
    strength: 'none',
  })
})

test('what kept it open, of one and of many', () => {
  expect(openWords({ uncertain: { bad: 1, total: 1 }, doubtful: { good: 1, bad: 0 } })).toBe(
    '1 request was not sent or could not be read and 1 was under way while the load generator was late: they could change it',
  )
  expect(openWords({ uncertain: { bad: 0, total: 2 } })).toBe(
    '2 requests were not sent or could not be read: they could change it',
  )
})
