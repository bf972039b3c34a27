/** The report names what was wrong, and nothing of the machine but what it is made of. */
import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { cases } from '../../../bench/accuracy/cases.ts'
import { describeMachine } from '../../../bench/accuracy/machine.ts'
import { type About, gradesText, headline, type Result, reportText } from '../../../bench/accuracy/text.ts'
import { root } from '../../../bench/drill-trial.ts'

const about: About = {
  machine: describeMachine(),
  versions: { firedrill: 'firedrill', k6: 'k6 and a script', chaostoolkit: 'Chaos Toolkit' },
  cases,
  seed: 1,
}

const result = (more: Partial<Result>): Result => ({
  tool: 'k6',
  drill: 'kill-node',
  case: 'healthy',
  truth: 'good',
  said: 'pass',
  why: 'every threshold and check held',
  at: '2026-11-29T08:00:00.000Z',
  wallMs: 30_000,
  disturbed: false,
  left: [],
  ...more,
})

test('a right answer is counted, a wrong one is named with the words of the tool and of its author', () => {
  const missed = result({ case: 'stalled load generator', truth: 'unproven', why: 'a | b' })
  const text = reportText([result({}), missed], about)
  expect(text).toContain('| good | 1 | 0 | 0 |')
  expect(text).toContain('| unproven | 1 | 0 | 0 |')
  expect(text).toContain('In all: 1 of 2 right, 1 false green.')
  expect(text).toMatch(/\*\*stalled load generator\*\* \(unproven\) said pass once: a \\\| b\. Its author: /)
  expect(text).toContain('| healthy | kill-node | good | pass 1 |')
  expect(text).toContain('| stalled load generator | kill-node | unproven | **pass 1** |')
})

test('a tool that was never wrong is said to have been so', () => {
  expect(reportText([result({})], about)).toContain('It was never wrong.')
})

test('what was left behind, and the days and disturbed trials, are told', () => {
  const late = result({ at: '2026-12-01T08:00:00.000Z', disturbed: true, said: 'fail', left: ['process 1'] })
  const text = reportText([result({}), late], about)
  expect(text).toContain('2026-11-29 to 2026-12-01; ')
  expect(text).toContain('1 of them while the machine gave less than it has; of those 1 ended wrong')
  expect(text).toContain('Left behind by any: k6, healthy: 1 things.')
})

test('neither the name of the machine nor a path is in it', () => {
  const text = reportText([result({})], about)
  expect(text).not.toContain(hostname())
  expect(text).not.toContain(root)
})

test('the headline is told without what only a ledger can see as well', () => {
  const missed = result({ case: 'writes twice', truth: 'bad' })
  expect(headline([result({}), missed])).toBe(
    '1 of 2 right, 1 false green; without the cases that only a ledger can see 1 of 1 right',
  )
  expect(headline([result({})])).toBe('1 of 1 right')
  expect(reportText([result({}), missed], about)).toContain('that only a ledger can see 1 of 1 right.')
})

test('grades are counted in words', () => {
  expect(gradesText([result({}), result({ said: 'fail' }), result({ said: 'inconclusive' })])).toBe(
    '1 of 3 right, 1 false red, 1 undecided',
  )
})
