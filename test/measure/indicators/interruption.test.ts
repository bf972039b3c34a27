import { expect, it } from 'vitest'
import { objective, steadyProbes } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const interruption = objective({ kind: 'interruption' }, { op: 'below', value: 1000 })
const phases = [
  { name: 'baseline', durationMs: 10_000 },
  { name: 'lost', durationMs: 10_000 },
]
const probes = steadyProbes({ fromMs: 0, toMs: 27_000 })

function longest(window: string, bad: (dueMs: number) => boolean, instantMs = 16_000) {
  return indicationOf(interruption, window, {
    phases,
    probes: probes.map((one) => (bad(one.dueMs) ? { ...one, ok: false, tookMs: 25 } : one)),
    faults: [{ window: 'lost', instantMs }],
  })
}

it('is the longest outage', () => {
  const bad = (dueMs: number): boolean => (dueMs >= 16_000 && dueMs < 16_400) || dueMs === 18_000
  expect(longest('lost', bad)).toMatchObject({ observed: 403, samples: 500, bad: 21 })
  expect(longest('baseline', bad)).toMatchObject({ observed: 0, bad: 0 })
})

it('belongs to the fault, although its first bad probe was due before', () => {
  const bad = (dueMs: number): boolean => dueMs >= 14_980 && dueMs < 15_200
  expect(longest('lost', bad, 15_000).observed).toBe(223)
  expect(longest('baseline', bad, 15_000).observed).toBe(0)
  // Answered before the fault, it cannot be its doing.
  expect(longest('baseline', bad, 15_010).observed).toBe(223)
})

it('never ends where the prober saw no end, and has no value where it saw nothing', () => {
  expect(longest('lost', (dueMs) => dueMs >= 20_000).observed).toBe(Number.POSITIVE_INFINITY)
  expect(indicationOf(interruption, 'lost', { phases }).observed).toBeNull()
})
