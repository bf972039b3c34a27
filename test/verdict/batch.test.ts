import { expect, test } from 'vitest'
import { batchOf } from '../../src/verdict/batch.ts'
import { batchSchema } from '../../src/verdict/batch-schema.ts'
import type { Clause, Verdict, VerdictValue } from '../../src/verdict/schema.ts'
import { passedInput } from '../report/build-input.ts'

const { verdict: good } = passedInput()
const clause = (objective: string, window: string, verdict: VerdictValue): Clause => {
  const first = good.clauses[0]
  if (!first) throw new Error('the sample has no clause')
  return { ...first, id: `${objective}@${window}`, objective, window, verdict }
}
const pass = good
const failing = (...names: string[]): Verdict => ({
  ...good,
  verdict: 'fail',
  exitCode: 1,
  clauses: names.map((name) => clause(name, 'lost', 'fail')),
})
const undecided: Verdict = {
  ...good,
  verdict: 'inconclusive',
  exitCode: 2,
  clauses: [clause('uptime', 'lost', 'inconclusive')],
}
const over = (verdicts: Verdict[], asked = verdicts.length) =>
  batchOf({ drill: 'kill-node', asked, verdicts, exitCode: 0 })

test('all must pass', () => {
  const batch = over([pass, pass, pass])
  expect(batch).toMatchObject({ verdict: 'pass', flaky: false, summary: '3 of 3 passed.' })
  expect(batchSchema.parse(batch)).toEqual(batch)
})

test('twenty of twenty show that at least 86 % pass', () => {
  const { low, high } = over(Array.from({ length: 20 }, () => pass)).passShare
  expect(low).toBeCloseTo(0.861, 3)
  expect(high).toBe(1)
})

test('flakiness is said, with clauses and runs', () => {
  const batch = over([pass, failing('p95'), pass, failing('uptime', 'p95'), pass])
  expect(batch).toMatchObject({ verdict: 'fail', flaky: true })
  expect(batch.summary).toBe(
    'Flaky: 3 of 5 passed. p95 in lost failed twice (runs 2 and 4). uptime in lost failed once (run 4).',
  )
})

test('what fails every time is not flaky', () => {
  const batch = over([failing('p95'), failing('p95'), failing('p95')])
  expect(batch).toMatchObject({ verdict: 'fail', flaky: false })
  expect(batch.summary).toBe('0 of 3 passed. p95 in lost failed 3 times (runs 1, 2 and 3).')
})

test('one undecided run leaves the whole undecided, unless one failed', () => {
  const batch = over([pass, undecided])
  expect(batch).toMatchObject({ verdict: 'inconclusive', flaky: false })
  expect(batch.summary).toBe('1 of 2 passed. uptime in lost was not decided once (run 2).')
  const both = over([undecided, failing('p95')])
  expect(both.verdict).toBe('fail')
  expect(both.summary).toBe('0 of 2 passed, 1 was not decided. p95 in lost failed once (run 2).')
})

test('fewer runs than were asked for are no pass', () => {
  const batch = over([pass, pass], 5)
  expect(batch).toMatchObject({
    verdict: 'inconclusive',
    summary: 'Only 2 of 5 runs were made. 2 of 2 passed.',
  })
  expect(over([], 3)).toMatchObject({ verdict: 'inconclusive', passShare: { low: 0, high: 1 } })
})

test('of many clauses those that did so most often are named, and how many more there are', () => {
  const batch = over([failing('a', 'b', 'c', 'd', 'e', 'f'), failing('f')])
  expect(batch.summary).toMatch(
    /^0 of 2 passed\. f in lost failed twice \(runs 1 and 2\)\. a in lost failed once/,
  )
  expect(batch.summary).toMatch(/c in lost failed once \(run 1\)\. And 2 more clauses\.$/)
})

test('the last look at the app is of no window', () => {
  const unwell = { ...failing(), clauses: [clause('steady state holds after the drill', 'after', 'fail')] }
  expect(over([unwell, pass]).summary).toContain(' steady state holds after the drill failed once (run 1).')
})
