import { expect, it } from 'vitest'
import type { EventBody } from '../../../src/journal/events.ts'
import { objective, type RecordInput } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const READ: { atMs: number } & EventBody = {
  atMs: 60_000,
  type: 'ledger-read',
  rows: 1,
  openJobs: 0,
  balances: [{ name: 'stock', expected: 1, actual: 1 }],
  readings: 1,
  tookMs: 9,
  error: null,
}

const of = (wrong: 'lost' | 'duplicated', input: Partial<RecordInput>) =>
  indicationOf({ ...objective({ kind: 'writes', wrong }, { op: 'atMost', value: 0 }), over: 'run' }, 'run', {
    phases: [{ name: 'lost', durationMs: 10_000 }],
    events: [READ],
    ...input,
  })

it('counts those of the whole run, the warm-up among them, against all that were acknowledged', () => {
  const writes = [{ key: 'a', startMs: 1 }, { key: 'b' }, { key: 'c', told: 'unknown' as const }]
  const stored = [{ key: 'b', count: 2 }, { key: 'c' }]
  expect(of('lost', { writes, stored })).toMatchObject({ observed: 1, samples: 2 })
  expect(of('duplicated', { writes, stored })).toMatchObject({
    observed: 1,
    note: 'of 1 that nothing certain was told of, 1 is stored; 1 balances fit',
  })
})

it('says how late what is stored was read, where something is wrong with it', () => {
  const events = [{ ...READ, readAtMs: 60_000, agreed: true } as typeof READ]
  const writes = [{ key: 'a' }, { key: 'b' }]
  expect(of('lost', { writes, stored: [{ key: 'a' }], events }).note).toMatch(
    /; what is stored was last read .* after the load had ended, and no longer changed$/,
  )
  expect(of('lost', { writes, stored: writes, events }).note).toBe('1 balances fit')
})

it('says where it is not known whether the keys are new', () => {
  const before = { atMs: 1, type: 'ledger-before', rows: 0, tookMs: 2, error: 'It answered 404.' } as const
  const writes = [{ key: 'a' }]
  expect(of('lost', { writes, stored: writes, events: [before, READ] })).toMatchObject({
    observed: 0,
    note: expect.stringContaining('is not known: it answered 404'),
  })
})

it('has no value where no write was acknowledged, or nothing is known', () => {
  expect(of('lost', { writes: [{ key: 'a', told: 'refused' }], stored: [] })).toMatchObject({
    observed: null,
    note: 'no write was acknowledged',
  })
  expect(of('lost', {}).note).toContain('the load marks no writes')
})
