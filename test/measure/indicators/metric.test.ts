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
    note: 'the script has no metric named "baskets"',
  })
  expect(seen('basket', 'mode').note).toBe('there is no statistic "mode"')
})
