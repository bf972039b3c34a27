import { expect, test } from 'vitest'
import { ledgerLines } from '../../src/report/ledger-lines.ts'
import { judge } from '../../src/verdict/judge.ts'
import { ledgerWith } from '../verdict/build-ledger.ts'
import { measured } from '../verdict/build-measurements.ts'
import { ranToEnd } from '../verdict/build-run.ts'

const lines = (ledger: ReturnType<typeof ledgerWith> | null) =>
  ledgerLines(judge(ranToEnd(), measured({ ledger }), { strict: false }))

const lost = (key: string) => ({
  key,
  problem: 'lost' as const,
  attempts: [{ startMs: 1000, durationMs: 5, told: 'acknowledged', status: 201, instance: '', release: '' }],
  stored: 0,
  jobs: 0,
  near: null,
})

test('one line for the writes, one for the jobs, and each key that is wrong with its story', () => {
  expect(lines(ledgerWith(lost('order 7')))).toEqual([
    'writes: 1,200 acknowledged, 1 lost, 0 duplicated; of 3 left open, 2 are stored',
    'jobs: 1,201 of stored writes, 0 not done, 0 done more than once',
    'order 7: sent at 1.000 s, acknowledged with 201 after 5 ms; not stored',
  ])
  const reading = { readings: 2, afterLoadMs: 700.4, agreed: true }
  expect(lines({ ...ledgerWith(), reading })[2]).toBe(
    'what is stored was last read 700 ms after the load had ended, and no longer changed',
  )
  const before = { keys: 0, error: 'it answered 404' }
  expect(lines({ ...ledgerWith(), before })[2]).toBe(
    'whether keys were stored before the load is not known: it answered 404',
  )
  const none = ledgerWith()
  const plain = {
    ...none,
    writes: { ...none.writes, unknown: 0, refusedStored: 2 },
    jobs: { told: 0, lost: 0, duplicated: 0 },
  }
  expect(lines({ ...plain, differing: [{ name: 'stock of 7', expected: 3, actual: 4 }] })).toEqual([
    'writes: 1,200 acknowledged, 1 lost, 0 duplicated; 2 were refused, and are stored',
    'stock of 7: 4 booked, and 3 is right',
  ])
})

test('a person is not shown hundreds, and nothing where it was not asked', () => {
  const shown = lines(ledgerWith(...Array.from({ length: 20 }, (_, k) => lost(`k${k}`))))
  expect(shown).toHaveLength(11)
  expect(shown.at(-1)).toBe('12 more keys are in verdict.json')
  expect(lines(null)).toEqual([])
})

test('one of a kind is not many', () => {
  const ledger = ledgerWith()
  const writes = { ...ledger.writes, unknown: 9, unknownStored: 1, refusedStored: 1 }
  expect(lines({ ...ledger, writes })[0]).toMatch(
    /; of 9 left open, 1 is stored; 1 was refused, and is stored$/,
  )
})
