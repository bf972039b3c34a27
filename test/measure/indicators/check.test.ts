import { expect, it } from 'vitest'
import { objective } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const accepted = objective({ kind: 'check', name: 'order accepted' }, { op: 'atLeast', value: 0.99 })
const phases = [{ name: 'lost', durationMs: 10_000 }]

function checks(values: number[], label = 'order accepted') {
  return values.map((value, i) => ({ atMs: 5000 + i * 10, metric: 'checks', label, value }))
}

it('is the share of passes', () => {
  const metrics = [...checks([1, 1, 0, 1]), ...checks([0, 0], 'another'), { ...checks([0])[0]!, atMs: 4000 }]
  const seen = indicationOf(accepted, 'lost', { phases, metrics })
  expect(seen).toMatchObject({ observed: 0.75, samples: 4, bad: 1 })
  expect(seen.confidence!.low).toBeLessThan(0.75)
  expect(seen.confidence!.high).toBeGreaterThan(0.75)
})

it('has no value where the check was never made', () => {
  const seen = indicationOf(accepted, 'lost', { phases, metrics: checks([1], 'another') })
  expect(seen).toMatchObject({ observed: null, samples: 0 })
  expect(seen.note).toBe('no check named "order accepted" was made in the window')
})
