import { expect, test } from 'vitest'
import { differencesOf } from '../../src/compare/comparable.ts'
import type { RunToCompare } from '../../src/compare/side.ts'
import { madeRun } from './made-runs.ts'

const run = madeRun({ seed: 1, seconds: 3 })
type Record = RunToCompare['record']
const other = (drill: Partial<Record['drill']>, header: Partial<Record['header']> = {}): RunToCompare => ({
  ...run,
  record: { drill: { ...run.record.drill, ...drill }, header: { ...run.record.header, ...header } },
})

test('runs of one kind differ in nothing, whatever their seeds', () => {
  expect(differencesOf([run], [other({ seed: 8 }), run])).toEqual({ unlike: [], differs: [] })
})

test.each([
  ['another drill', other({ name: 'restart' }), 'drill: kill-node against restart'],
  ['another parameter', other({ params: { rate: '50/s' } }), 'rate: "100/s" against "50/s"'],
  [
    'one parameter more',
    other({ params: { rate: '100/s', lose: 'pause' } }),
    'lose: not given against "pause"',
  ],
  [
    'another load',
    other({ load: { name: 'shop', profile: { kind: 'constant-arrival-rate', ratePerSecond: 50 } } }),
    'load: shop, 100 a second against shop, 50 a second',
  ],
  [
    'another target',
    other({}, { target: { name: 'staging', kind: 'compose', why: '' } }),
    'target: shop (processes) against staging (compose)',
  ],
])('%s makes it another experiment', (_what, second, told) => {
  expect(differencesOf([run], [second])).toEqual({ unlike: [told], differs: [] })
})

test('what may be what is compared is told only', () => {
  const commit = { hash: 'fff0000', dirty: true }
  expect(differencesOf([run], [other({}, { environment: 'slow', commit })])).toEqual({
    unlike: [],
    differs: ['environment: none against slow', 'commit: abc1234 against fff0000, with changes'],
  })
})

test('runs of one side must be alike as well', () => {
  const mixed = [run, other({ params: { rate: '50/s' } })]
  expect(differencesOf(mixed, mixed).unlike).toEqual(['rate: "100/s" and "50/s" against "100/s" and "50/s"'])
})
