import { expect, test } from 'vitest'
import type { EventBody } from '../../../src/journal/events.ts'
import { ledgerOf } from '../../../src/measure/ledger/ledger.ts'
import { buildRecord, type RecordInput } from '../build-record.ts'

const read = (more: Partial<Extract<EventBody, { type: 'ledger-read' }>> = {}) => ({
  atMs: 60_000,
  type: 'ledger-read' as const,
  rows: 1,
  openJobs: 0,
  balances: [],
  readings: 1,
  tookMs: 9,
  error: null,
  ...more,
})
const of = (input: Partial<RecordInput>) =>
  ledgerOf(buildRecord({ phases: [{ name: 'lost', durationMs: 30_000 }], ...input }), [])

test('the story of a key has each of its attempts, in their order', () => {
  const { seen } = of({
    writes: [
      { key: 'b', startMs: 900, told: 'acknowledged', instance: 'web-2' },
      { key: 'a', startMs: 700, told: 'unknown', durationMs: null },
      { key: 'a', startMs: 500, told: 'unknown', durationMs: 20, status: 502, instance: 'web-1' },
    ],
    stored: [{ key: 'a', count: 2 }],
    events: [read()],
  })
  expect(seen).toMatchObject({
    writes: { acknowledged: 1, unknown: 1, stored: 1, unknownStored: 1, lost: 1, duplicated: 1 },
    stories: [
      { key: 'b', problem: 'lost', attempts: [{ startMs: 900, instance: 'web-2' }], stored: 0 },
      {
        key: 'a',
        problem: 'duplicated',
        attempts: [
          { startMs: 500, status: 502, durationMs: 20 },
          { startMs: 700, durationMs: null },
        ],
        stored: 2,
      },
    ],
  })
})

test('a balance with too much counts as duplicated, with too little as lost', () => {
  const balances = [
    { name: 'stock of 1', expected: 3, actual: 4 },
    { name: 'stock of 2', expected: 3, actual: 2 },
    { name: 'stock of 3', expected: 3, actual: 3 },
  ]
  const { seen } = of({ writes: [{ key: 'a' }], stored: [{ key: 'a' }], events: [read({ balances })] })
  expect(seen).toMatchObject({
    writes: { lost: 1, duplicated: 1 },
    balances: 3,
    differing: balances.slice(0, 2),
  })
})

test('of each problem ten are told, those that were sent first', () => {
  const writes = Array.from({ length: 30 }, (_, k) => ({ key: `k${k}`, startMs: 1000 - k }))
  const { seen } = of({ writes, stored: [], events: [read()] })
  expect(seen?.writes.lost).toBe(30)
  expect(seen?.stories.map(({ key }) => key)).toEqual(Array.from({ length: 10 }, (_, k) => `k${29 - k}`))
})

const BEFORE = { atMs: 1, type: 'ledger-before', rows: 1, tookMs: 2, error: null } as const

test('a key that was stored before the load hides what became of its write: nothing is told of any', () => {
  const writes = [{ key: 'a' }, { key: 'b' }]
  const stored = [{ key: 'a' }, { key: 'b' }]
  const { seen, why } = of({ writes, stored, before: ['b', 'c'], events: [BEFORE, read()] })
  expect(seen).toBeNull()
  expect(why).toContain('1 of 2 keys, such as b, were stored before the load')
})

test('other keys that were there before are no trouble, nor is a record that does not say', () => {
  const input = { writes: [{ key: 'a' }], stored: [{ key: 'a' }, { key: 'c' }] }
  const there = of({ ...input, before: ['c'], events: [BEFORE, read()] }).seen
  expect(there).toMatchObject({ writes: { lost: 0 }, foreign: 1, before: { keys: 1, error: null } })
  expect(of({ ...input, events: [read()] }).seen).toMatchObject({ writes: { lost: 0 }, before: null })
})

test('where it could not be read before the load, that is told beside what was found', () => {
  const error = 'What is stored could not be read: it answered 404.'
  const { seen } = of({
    writes: [{ key: 'a' }],
    stored: [],
    events: [{ ...BEFORE, rows: 0, error }, read()],
  })
  expect(seen).toMatchObject({
    writes: { lost: 1 },
    before: { keys: 0, error: 'what is stored could not be read: it answered 404' },
  })
})

test('where nothing can be said, why is', () => {
  const writes = [{ key: 'a' }]
  expect(of({}).why).toContain('the load marks no writes')
  expect(of({ writes }).why).toContain('the run ended before')
  expect(
    of({ writes, events: [read({ error: 'What is stored could not be read: it answered 503.' })] }).why,
  ).toBe('what is stored could not be read: it answered 503')
  expect(of({ writes, events: [read()] }).why).toBe('what is stored is not in the record')
})
