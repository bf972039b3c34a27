import { expect, it } from 'vitest'
import { windowData } from '../../src/measure/custom.ts'
import { buildRecord, steadyProbes } from './build-record.ts'

it('hands over the rows that it is given, and the probes that were due in the window', () => {
  const requests = [10, 20, 30].map((startMs) => ({
    startMs,
    durationMs: 5,
    operation: 'read',
    ok: startMs !== 20,
  }))
  const record = buildRecord({ phases: [], requests, probes: steadyProbes({ fromMs: 0, toMs: 200 }) })
  const window = { name: 'lost', startMs: 20, endMs: 60, faultsMs: [25] }
  const data = windowData(window, record, Uint32Array.of(1, 2))
  expect(data.requests.map(({ startMs, ok, operation }) => [startMs, ok, operation])).toEqual([
    [20, false, 'read'],
    [30, true, 'read'],
  ])
  expect(data.probes.map(({ dueMs }) => dueMs)).toEqual([20, 40])
  expect(data).toMatchObject(window)
})
