import { expect, test } from 'vitest'
import { failuresLine, faultLine, outageLine, recoveryLine } from '../../src/report/fault-lines.ts'
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
})

test('the three classes and outages', () => {
  expect(failuresLine(fault)).toBe(
    '255 failed: 6 in flight on the victim, 240 sent to it afterwards, 9 elsewhere (by edge log)',
  )
  expect(failuresLine({ ...fault, failures: null })).toBeNull()
  expect(outageLine({ window: 'lost', startMs: 11_000, lengthMs: 348 })).toBe(
    'outage in lost from 11 s: 348 ms',
  )
  expect(outageLine({ window: 'lost', startMs: 11_000, lengthMs: 'never' })).toContain('did not end')
})
