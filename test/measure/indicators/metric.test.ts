import { expect, it } from 'vitest'
import { objective } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const phases = [{ name: 'lost', durationMs: 10_000 }]
const metrics = [10, 20, 30, 40].map((value, i) => ({ atMs: 6000 + i, metric: 'basket', value }))
const elsewhere = { atMs: 100, metric: 'warm', value: 1 }

function seen(name: string, stat: string) {
  const wanted = objective({ kind: 'metric', name, stat }, { op: 'below', value: 1 })
  return indicationOf(wanted, 'lost', { phases, metrics: [...metrics, elsewhere] })
}

it('is a statistic of the values in the window', () => {
  expect([seen('basket', 'avg'), seen('basket', 'p(95)')].map(({ observed }) => observed)).toEqual([25, 40])
  expect(seen('warm', 'count')).toMatchObject({ observed: 0, samples: 0 })
  expect(seen('warm', 'avg').observed).toBeNull()
})

it('has no value, not even 0, where the script has no such metric', () => {
  expect(seen('baskets', 'count')).toMatchObject({
    observed: null,
    note: 'the script has no metric named "baskets", or never added to it: add 0 once',
  })
  expect(seen('basket', 'mode').note).toBe('there is no statistic "mode"')
})

it('has no value, not even 0, where the filter fits no value of the whole run', () => {
  const count = { kind: 'metric' as const, name: 'warm', stat: 'count' }
  const of = (scenario: string) =>
    indicationOf(objective(count, { op: 'atMost', value: 0 }, { filter: { scenario } }), 'lost', {
      phases,
      metrics: [...metrics, { ...elsewhere, scenario: 'load' }],
    })
  expect(of('load')).toMatchObject({ observed: 0 })
  expect(of('laod')).toMatchObject({
    observed: null,
    note: 'no value of "warm" is of that scenario or group',
  })
})
