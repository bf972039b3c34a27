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
    strength: 'fail',
  })
  expect(cellsOf({ ...broken, verdict: 'inconclusive', reason: 'clock-stepped' })).toMatchObject({
    mark: '?',
    strength: 'clock-stepped',
  })
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
