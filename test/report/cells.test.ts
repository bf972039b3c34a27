import { expect, test } from 'vitest'
import { cellsOf, clausesByWindow, LEVELS, shown } from '../../src/report/cells.ts'
import { consoleReporter } from '../../src/report/console.ts'
import { reporters } from '../../src/report/map.ts'
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
    strength: 'fail, proven',
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
  expect(cellsOf({ ...finding, indicator: 'steady state', observed: 0 }).seen).toBe('no')
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

test('how sure it is: three levels, in words, in each rendering', () => {
  const clause = {
    ...passedInput().verdict.clauses[0]!,
    verdict: 'inconclusive' as const,
    strength: 'none' as const,
  }
  const words = (more: Partial<typeof clause> | Record<string, unknown>) =>
    cellsOf({ ...clause, ...more } as typeof clause).strength
  expect(words({ reason: 'too-few-samples' })).toBe('too few to tell')
  expect(words({ reason: 'instrument-unhealthy' })).toBe('instrument-unhealthy')
  expect(words({ verdict: 'pass', reason: null, strength: 'observed' })).toBe('observed')
  expect(words({ verdict: 'pass', reason: null, strength: 'proven' })).toBe('proven')
  expect(words({ verdict: 'fail', reason: null, strength: 'observed' })).toBe('fail, observed')
  const input = passedInput()
  const few = { ...clause, reason: 'too-few-samples' as const, message: 'Seen; too few to tell.' }
  const shown = { ...input, verdict: { ...input.verdict, clauses: [few] } }
  for (const reporter of [
    consoleReporter({ colorLevel: 0, columns: 100 }),
    reporters.markdown,
    reporters.html,
    reporters.json,
  ])
    expect(reporter.render(shown)).toContain('too few to tell')
  expect(reporters.markdown.render(shown)).toContain(LEVELS)
})
