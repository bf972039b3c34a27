import { expect, test } from 'vitest'
import { failuresLine, faultLine, outageLines, recoveryLine } from '../../src/report/fault-lines.ts'
import { failedInput } from './build-input.ts'

const { faults } = failedInput().verdict
const fault = faults[0]
if (!fault) throw new Error('A fault was expected.')

test('what was seen, and loudly what was not', () => {
  expect(faultLine(fault)).toBe(
    'kill of web-1 in lost: seen to land, seen healed (pid 4711 is gone; web-1 is ready)',
  )
  expect(faultLine({ ...fault, landed: false, healed: false, evidence: [] })).toBe(
    'kill of web-1 in lost: NOT seen to land, NOT seen healed',
  )
  expect(faultLine({ ...fault, healed: null })).toContain('not healed in the run')
})

test('recovery in its parts', () => {
  expect(recoveryLine(fault)).toBe('first error after 3 ms, last after 121 ms, recovered after 1 s')
  expect(recoveryLine({ ...fault, firstErrorMs: null, recoveredMs: null })).toBe(
    'no request failed, not seen to recover',
  )
  const unharmed = { ...fault, firstErrorMs: null, lastErrorMs: null, recoveredMs: 0 }
  expect(recoveryLine(unharmed)).toBe('no request failed: clean from the first second on')
  expect(recoveryLine({ ...unharmed, landed: false })).toBe('no request failed')
})

test('a fault that was intended and never injected counted nothing', () => {
  const never = { ...fault, instantMs: null, firstErrorMs: null, lastErrorMs: null, recoveredMs: null }
  expect(recoveryLine(never)).toBe('it was never injected: no request was counted for it')
})

test('what the app kept from being sent stands beside what failed, and is no error that came back', () => {
  const failures = { total: 0, inFlight: 0, afterwards: 0, elsewhere: 0, basis: 'time' as const }
  expect(failuresLine({ ...fault, failures: { ...failures, unsent: 1200 } })).toBe(
    'none failed, and 1,200 more were due and never sent: every VU was waiting for the app',
  )
  // The line before it says so.
  expect(failuresLine({ ...fault, failures })).toBeNull()
  expect(failuresLine({ ...fault, failures: { ...failures, unsent: 1 } })).toContain('and 1 more was due')
  expect(recoveryLine({ ...fault, failures: { ...failures, unsent: 1200 } })).toBe(
    'first request that failed or was not sent after 3 ms, last after 121 ms, recovered after 1 s',
  )
})

test('the three classes and outages', () => {
  expect(failuresLine(fault)).toBe(
    '255 failed: 6 in flight on the victim, 240 sent to it afterwards, 9 elsewhere (by edge log)',
  )
  expect(failuresLine({ ...fault, failures: null })).toBeNull()
  // Half of them may have met the other instance.
  expect(failuresLine({ ...fault, failures: { ...fault.failures!, basis: 'time' } })).toBe(
    '255 failed: 6 in flight at the fault, 240 sent after it, 9 after the app had recovered (by time alone)',
  )
  const [long, endless] = [348, 'never'] as const
  const outage = { window: 'lost', startMs: 11_000 }
  expect(
    outageLines([
      { ...outage, lengthMs: long },
      { ...outage, lengthMs: endless },
    ]),
  ).toEqual(['outage in lost from 11 s: 348 ms', 'outage in lost from 11 s: did not end'])
  expect(outageLines([{ ...outage, startMs: 76_380, lengthMs: long }])).toEqual([
    'outage in lost from 76.4 s: 348 ms',
  ])
})

test('short outages are told together, and none hides a long one', () => {
  const short = { window: 'lost', startMs: 11_000, lengthMs: 40 }
  const later = { window: 'settled', startMs: 20_000, lengthMs: 149 }
  expect(outageLines([short])).toEqual([
    '1 short moment, 40 ms, in which the prober was answered slowly or not at all: 1 in lost',
  ])
  expect(outageLines([short, { ...short, lengthMs: 150 }, later, short, short])).toEqual([
    'outage in lost from 11 s: 150 ms',
    '4 short moments, 40 ms to 149 ms, in which the prober was answered slowly or not at all: 3 in lost, 1 in settled',
  ])
})

test('of dozens of long outages the longest are told one by one, in the order of time, the others together', () => {
  const all = Array.from({ length: 30 }, (_, k) => ({
    window: k < 20 ? 'lost' : 'settled',
    startMs: 11_000 + k * 1000,
    lengthMs: k === 3 || k === 4 ? ('never' as const) : 200 + k,
  }))
  const lines = outageLines(all)
  expect(lines).toHaveLength(9)
  expect(lines.slice(0, 3)).toEqual([
    'outage in lost from 14 s: did not end',
    'outage in lost from 15 s: did not end',
    'outage in settled from 35 s: 224 ms',
  ])
  expect(lines[8]).toBe('22 more outages, 200 ms to 223 ms: 18 in lost, 4 in settled')
})
