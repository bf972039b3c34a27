import { expect, test } from 'vitest'
import { probeValue, ready, recovered } from '../../src/drill/conditions.ts'
import { refusal } from './refusal.ts'

test('conditions are data', () => {
  expect([recovered(), ready(), ready({ all: true }), ready({ atLeast: 2 }), probeValue('queue', 0)]).toEqual(
    [
      { kind: 'recovered' },
      { kind: 'ready', atLeast: 'all' },
      { kind: 'ready', atLeast: 'all' },
      { kind: 'ready', atLeast: 2 },
      { kind: 'probe', name: 'queue', equals: 0 },
    ],
  )
})

test('ready of no instance, or of a part of one, is refused', () => {
  for (const atLeast of [0, -1, 1.5, Number.NaN]) {
    const { code, message, hint } = refusal(() => ready({ atLeast }))
    expect(code).toBe('drill-invalid')
    expect(message).toMatch(/conditions\.test\.ts:\d+: ready\({ atLeast: .*means nothing/)
    expect(hint).toBe('Give a whole number from 1.')
  }
})
