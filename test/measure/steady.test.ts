import { expect, it } from 'vitest'
import { steadyOf } from '../../src/measure/steady.ts'
import { buildRecord } from './build-record.ts'

const phases = [{ name: 'baseline', durationMs: 1000 }]

it('says what was found before and after', () => {
  const { events } = buildRecord({ phases, steady: { before: false } })
  expect(steadyOf(events)).toEqual({
    before: { holds: false, findings: [], overMs: 3000, leftOutMs: null, checked: [], disturbed: false },
    after: { holds: true, findings: [], overMs: 3000, leftOutMs: null, checked: [], disturbed: false },
  })
})

it('is unknown where it was not checked', () => {
  const { events } = buildRecord({ phases, steady: { before: null, after: null } })
  expect(steadyOf(events)).toEqual({ before: null, after: null })
})

it('knows whether the load was disturbed meanwhile', () => {
  const { events } = buildRecord({ phases })
  const atMs = events.findLast(({ type }) => type === 'steady-state')?.atMs ?? 0
  const stalled = (endMs: number) =>
    steadyOf(events, { doubts: [], stalls: [{ startMs: endMs - 500, endMs }] }).after?.disturbed
  expect([stalled(atMs - 1000), stalled(atMs - 3001)]).toEqual([true, false])
})
