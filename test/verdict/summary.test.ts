import { expect, test } from 'vitest'
import { judge } from '../../src/verdict/judge.ts'
import { firstBroken } from '../../src/verdict/summary.ts'
import { killed, measured, p95, uptime } from './build-measurements.ts'
import { ranToEnd } from './build-run.ts'

const summary = (more = {}, record = ranToEnd()) => judge(record, measured(more), { strict: false }).summary

test('a fail names the first clause that broke, and what was done before', () => {
  const indicators = [
    p95(600, 5000, { window: 'settled' }),
    uptime(255, 6212, { window: 'lost' }),
    uptime(0, 6212, { window: 'baseline' }),
  ]
  expect(summary({ indicators })).toBe(
    'Failed: 4.2 % of 6,212 requests failed in the 29 s after web-1 was killed; uptime at least 99.9 % is required.',
  )
  expect(summary({ indicators: [p95(600, 5000, { window: 'settled' })] })).toBe(
    'Failed: p95 was 600 ms over 5,000 requests in settled; below 150 ms is required.',
  )
})

test('a pass says how sure it is', () => {
  expect(summary()).toBe('Passed: all 6 clauses hold after web-1 was killed, each with 95 % confidence.')
  expect(summary({ indicators: [uptime(2, 6212, { window: 'lost' })], windows: measured().windows })).toBe(
    'Passed: the one clause holds after web-1 was killed, 0 of them with 95 % confidence; in lost 99.9 % is not proven below 6,294 samples with 2 bad.',
  )
})

test('inconclusive says why, and how the run ended', () => {
  const landed = { seen: false, atMs: 1, evidence: [] }
  expect(summary({ faults: [killed({ landed })] })).toBe(
    'Inconclusive (fault-not-seen) in lost: the kill of web-1 was not seen to land.',
  )
  expect(summary({}, ranToEnd({ run: 'aborted' }))).toBe(
    'Inconclusive (not-reached): The run was aborted: all steps were taken.',
  )
  const nothing = ranToEnd({ phases: [], faults: [] })
  expect(summary({ windows: [], indicators: [], faults: [] }, nothing)).toBe(
    'Inconclusive: no clause was judged.',
  )
})

test('the clause that a report puts first', () => {
  const { clauses } = judge(ranToEnd(), measured(), { strict: false })
  expect(firstBroken(clauses)).toBeNull()
  const [a, b, c] = clauses
  if (!a || !b || !c) throw new Error('Three clauses were expected.')
  const open = { ...b, verdict: 'inconclusive' } as const
  const broken = { ...c, verdict: 'fail' } as const
  expect(firstBroken([a, open])).toBe(open)
  expect(firstBroken([a, open, broken])).toBe(broken)
})
