import { expect, test } from 'vitest'
import { findingClause } from '../../src/verdict/findings.ts'
import { judge } from '../../src/verdict/judge.ts'
import { killed, measured } from './build-measurements.ts'
import { ranToEnd } from './build-run.ts'

const finding = {
  window: 'lost',
  what: 'web-1 ends with exit code 0',
  holds: true as boolean | null,
  evidence: ['exit code 0 after 1.4 s'],
  atMs: 20_000,
}
const run = (holds: boolean | null, more = {}) =>
  judge(ranToEnd(), measured({ findings: [{ ...finding, holds }], ...more }), { strict: true })

test('a finding is a clause: what was seen is proven', () => {
  expect(findingClause(finding)).toEqual({
    objective: 'web-1 ends with exit code 0',
    window: 'lost',
    indicator: 'finding',
    unit: 'number',
    observed: 1,
    bound: { op: 'atLeast', value: 1 },
    samples: 1,
    bad: 0,
    confidence: null,
    evidence: ['exit code 0 after 1.4 s'],
    verdict: 'pass',
    reason: null,
    strength: 'proven',
    message: 'web-1 ends with exit code 0 (exit code 0 after 1.4 s).',
    needed: null,
  })
  const long = { ...finding, holds: false, evidence: ['never-ready: 503.\nLast lines of web-1:\n  a line'] }
  expect(findingClause(long)).toMatchObject({
    message: 'Not so: web-1 ends with exit code 0 (never-ready: 503).',
    evidence: long.evidence,
  })
  expect(findingClause({ ...finding, holds: false })).toMatchObject({ verdict: 'fail', observed: 0, bad: 1 })
  expect(findingClause({ ...finding, holds: null })).toMatchObject({
    verdict: 'inconclusive',
    reason: 'not-seen',
    observed: null,
  })
  expect(findingClause({ ...finding, window: '' }).window).toBe('drill')
})

test('it stands in its window, after the objectives', () => {
  const { clauses, verdict } = run(true)
  expect(clauses.map(({ id }) => id).slice(2, 6)).toEqual([
    'p95-below-150-ms@lost',
    'uptime-at-least-99.9@lost',
    'web-1-ends-with-exit-code-0@lost',
    'p95-below-150-ms@settled',
  ])
  expect(verdict).toBe('pass')
  expect([run(false).verdict, run(null).verdict]).toEqual(['fail', 'inconclusive'])
  expect(run(false).summary).toBe(
    'Failed: in lost, not so: web-1 ends with exit code 0 (exit code 0 after 1.4 s).',
  )
})

test('what stands against its window weighs on it, but what was seen to be false stays so', () => {
  const landed = { seen: false, atMs: 1, evidence: [] }
  const faults = [killed({ landed })]
  const clause = (holds: boolean | null) =>
    run(holds, { faults }).clauses.find(({ indicator }) => indicator === 'finding')
  expect(clause(true)).toMatchObject({ verdict: 'inconclusive', reason: 'fault-not-seen' })
  expect(clause(null)).toMatchObject({ verdict: 'inconclusive', reason: 'fault-not-seen' })
  expect(clause(false)).toMatchObject({ verdict: 'fail', reason: null })
})
