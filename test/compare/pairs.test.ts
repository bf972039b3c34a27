import { expect, test } from 'vitest'
import { isSameCount, isTested, keysOf, measuredPair } from '../../src/compare/pairs.ts'
import { objective, p95Below150 } from '../measure/build-record.ts'
import { madeRun } from './made-runs.ts'

const failures = objective({ kind: 'failures' }, { op: 'atMost', value: 9 })
const run = (seed: number, expect = [p95Below150, failures]) =>
  madeRun({ seed, seconds: 12, more: { expect } })
const FAILURES = 'failed requests at most 9@calm'

test('clauses that every run has, in the order of the first', () => {
  const keys = keysOf([run(1)], [run(2), run(3, [failures])])
  expect(keys).toEqual({ keys: [FAILURES], leftOut: ['p95 below 150 ms in calm: not in every run'] })
})

test('what can be tested, and what is the same count in every run', () => {
  const p95 = measuredPair('p95 below 150 ms@calm', [run(1)], [run(2)], 2)
  expect(isTested(p95)).toBe(true)
  const counted = { ...measuredPair(FAILURES, [run(1)], [run(2)], 2), tested: null }
  expect([isTested(counted), isSameCount(counted)]).toEqual([false, true])
  const [one] = counted.second
  if (!one) throw new Error('there is no clause')
  expect(isSameCount({ ...counted, second: [{ ...one, observed: 1 }] })).toBe(false)
  expect(isSameCount({ ...counted, untrusted: ['run-2 (not-steady)'] })).toBe(false)
  expect(isSameCount({ ...p95, tested: null })).toBe(false)
})
