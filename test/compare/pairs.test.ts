import { expect, test } from 'vitest'
import { brokenBeside, inRuns, isSameCount, isTested, keysOf, measuredPair } from '../../src/compare/pairs.ts'
import { objective, p95Below150, steadyProbes } from '../measure/build-record.ts'
import { madeRun } from './made-runs.ts'

const failures = objective({ kind: 'failures' }, { op: 'atMost', value: 9 })
const run = (seed: number, expect = [p95Below150, failures]) =>
  madeRun({ seed, seconds: 12, more: { expect } })
const FAILURES = 'failed requests at most 9@calm'

test('clauses that every run has, in the order of the first', () => {
  const keys = keysOf([run(1)], [run(2), run(3, [failures])])
  expect(keys).toEqual({
    keys: [FAILURES],
    leftOut: ['p95 below 150 ms in calm: not in every run (1 of 1 of the first side, 1 of 2 of the second)'],
  })
})

test('a clause of a window that no run reached is left out', () => {
  const planned = run(1)
  const { windows, clauses } = planned.verdict
  const later = clauses.map((clause) => ({ ...clause, window: 'later' }))
  const unreached = { ...planned, verdict: { ...planned.verdict, windows, clauses: [...clauses, ...later] } }
  const { keys, leftOut } = keysOf([unreached], [unreached])
  expect(keys).toHaveLength(2)
  expect(leftOut).toContain(
    'p95 below 150 ms in later: not in every run (0 of 1 of the first side, 0 of 1 of the second)',
  )
})

test('how many runs of each side have it', () => {
  expect(inRuns([true, true], [true, false])).toBe(
    'not in every run (2 of 2 of the first side, 1 of 2 of the second)',
  )
})

test('what broke in a stretch alone is told, unless it always did', () => {
  const slow = (medianMs: number) =>
    madeRun({
      seed: 4,
      seconds: 20,
      medianMs,
      more: {
        phases: [{ name: 'calm', durationMs: 20_000, plannedMs: 10_000 }],
        faults: [{ window: 'calm', instantMs: 7000 }],
        probes: steadyProbes({ fromMs: 0, toMs: 27_000 }),
        expect: [p95Below150],
      },
    })
  expect(brokenBeside([slow(10)], [slow(10), slow(300)])).toEqual([
    "p95 below 150 ms in calm (first 10 s): compared over the whole phase only; it broke in 1 of the second side's runs",
  ])
  expect(brokenBeside([slow(300)], [slow(300)])).toEqual([])
  expect(keysOf([slow(10)], [slow(300)])).toEqual({ keys: ['p95 below 150 ms@calm'], leftOut: [] })
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
