import { expect, test } from 'vitest'
import { cellsOf, clausesByWindow, shown } from '../../src/report/cells.ts'
import { failedInput, passedInput } from './build-input.ts'

test('a clause in words', () => {
  const { clauses } = failedInput().verdict
  const broken = clauses.find(({ verdict }) => verdict === 'fail')
  if (!broken) throw new Error('A clause was expected to fail.')
  expect(cellsOf(broken)).toEqual({
    mark: '✗',
    objective: 'uptime at least 99.9 %',
    observed: shown(broken.observed, 'ratio'),
    samples: '6,212',
    seen: '95.8 % of 6,212',
    strength: 'fail',
  })
  expect(cellsOf({ ...broken, verdict: 'inconclusive', reason: 'clock-stepped' })).toMatchObject({
    mark: '?',
    strength: 'clock-stepped',
  })
})

test('a finding is yes or no, the watch counts looks, and one of one is just that', () => {
  const [clause] = passedInput().verdict.clauses
  if (!clause) throw new Error('A clause was expected.')
  const finding = { ...clause, indicator: 'finding', unit: 'number', samples: 1 } as const
  const seen = [1, 0, null].map((observed) => cellsOf({ ...finding, observed }).seen)
  expect(seen).toEqual(['yes', 'no', '–'])
  const deaths = {
    ...clause,
    indicator: 'unexpected deaths',
    unit: 'number',
    observed: 0,
    samples: 1250,
  } as const
  expect(cellsOf(deaths).seen).toBe('0 in 1,250 looks')
  expect(cellsOf({ ...clause, indicator: 'detection', observed: 2100, samples: 1 }).seen).toBe('2.1 s')
})

test('values', () => {
  expect([shown(null, 'ms'), shown('never', 'ms'), shown(83, 'ms'), shown(1, 'ratio')]).toEqual([
    '–',
    'never',
    '83 ms',
    '100 %',
  ])
})

test('windows keep their order', () => {
  expect(clausesByWindow(passedInput().verdict).map(([name, { length }]) => [name, length])).toEqual([
    ['baseline', 2],
    ['lost', 2],
    ['settled', 2],
  ])
})
