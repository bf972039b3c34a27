import { expect, it } from 'vitest'
import { faultInstants, faultsSeen } from '../../src/measure/faults.ts'
import { buildRecord } from './build-record.ts'

const phases = [{ name: 'lost', durationMs: 10_000 }]

it('puts together what was seen of each fault', () => {
  const faults = [
    { window: 'lost', instantMs: 6000, healed: true },
    { window: 'lost', instantMs: 9000, victim: 'web-2', landed: false },
  ]
  const [first, second] = faultsSeen(buildRecord({ phases, faults }).events)
  expect(first).toEqual({
    fault: 'kill',
    window: 'lost',
    victim: 'web-1',
    instantMs: 6000,
    landed: { seen: true, atMs: 6050, evidence: ['pid 4711 is gone'] },
    healed: { seen: true, atMs: 6051, evidence: ['web-1 is ready'] },
  })
  expect(second).toMatchObject({ victim: 'web-2', landed: { seen: false }, healed: null })
})

it('keeps the same fault on the same victim twice apart', () => {
  const faults = [
    { window: 'lost', instantMs: 6000 },
    { window: 'lost', instantMs: 9000, landed: null },
  ]
  const seen = faultsSeen(buildRecord({ phases, faults }).events)
  expect(seen.map(({ instantMs, landed }) => [instantMs, landed !== null])).toEqual([
    [6000, true],
    [9000, false],
  ])
})

it('has an instant only for what was injected', () => {
  const record = buildRecord({ phases, faults: [{ window: 'lost', instantMs: 6000 }] })
  const intended = faultsSeen(record.events.filter(({ type }) => type !== 'fault-injected'))
  expect(intended[0]?.instantMs).toBeNull()
  expect(faultInstants(intended)).toEqual([])
  expect(faultInstants(faultsSeen(record.events))).toEqual([{ window: 'lost', instantMs: 6000 }])
})
