import { expect, it } from 'vitest'
import { objective, type StoredInput } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const of = (wrong: 'lost' | 'duplicated', stored: StoredInput[]) =>
  indicationOf({ ...objective({ kind: 'jobs', wrong }, { op: 'atMost', value: 0 }), over: 'run' }, 'run', {
    phases: [{ name: 'lost', durationMs: 10_000 }],
    writes: [{ key: 'a' }, { key: 'b', told: 'unknown' }, { key: 'c' }],
    stored,
    events: [
      {
        atMs: 60_000,
        type: 'ledger-read',
        rows: 3,
        openJobs: 0,
        balances: [],
        readings: 1,
        tookMs: 9,
        error: null,
        readAtMs: 59_000,
        agreed: false,
      },
    ],
  })

it('counts jobs of what is stored, whatever was told of it', () => {
  const stored = [
    { key: 'a', jobs: 1 },
    { key: 'b', jobs: 0 },
    { key: 'c', jobs: 2 },
  ]
  expect(of('lost', stored)).toMatchObject({
    observed: 1,
    samples: 3,
    note: expect.stringContaining('after the load had ended'),
  })
  expect(of('lost', stored.slice(0, 1))).toMatchObject({ observed: 0, note: '' })
  expect(of('duplicated', stored)).toMatchObject({ observed: 1, samples: 3 })
})

it('has no value where the reader tells of none', () => {
  expect(of('lost', [{ key: 'a' }])).toMatchObject({ observed: null, note: 'no stored write tells of a job' })
})
