import { expect, it } from 'vitest'
import { objective } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const phases = [{ name: 'lost', durationMs: 10_000 }]

function seen(values: (number | string | boolean | null)[], stat = 'max') {
  const wanted = objective({ kind: 'probe', name: 'queue', stat }, { op: 'atMost', value: 5 })
  const rest = { type: 'named-probe' as const, tookMs: 3 }
  const events = values.map((value, i) => ({
    ...rest,
    atMs: 6000 + i,
    name: 'queue',
    value,
    error: value === null ? 'ECONNREFUSED' : null,
  }))
  const outside = { ...rest, atMs: 100, name: 'queue', value: 99, error: null }
  return indicationOf(wanted, 'lost', { phases, events: [outside, ...events] })
}

it('is a statistic of a named probe’s numbers in the window', () => {
  expect(seen([1, 4, 2])).toMatchObject({ observed: 4, samples: 3, bad: 0 })
  expect(seen([true, false], 'avg').observed).toBe(0.5)
})

it('counts what gave no number, and has no value where nothing did', () => {
  expect(seen([1, null, 'many'])).toMatchObject({
    observed: 1,
    samples: 1,
    bad: 2,
    note: '2 of its 3 probes gave no number',
  })
  expect(seen([null]).observed).toBeNull()
  expect(seen([])).toMatchObject({ observed: null, note: 'no probe named "queue" was taken in the window' })
})
