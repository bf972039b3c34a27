import { expect, test } from 'vitest'
import {
  faultsSeen,
  instrumentsSeen,
  outagesSeen,
  releasesSeen,
  windowsSeen,
} from '../../src/verdict/facts.ts'
import { killed, measured } from './build-measurements.ts'
import { ranToEnd } from './build-run.ts'

const failures = {
  fault: 'kill',
  window: 'lost',
  victim: 'web-1',
  total: 6,
  inFlight: 4,
  afterwards: 2,
  elsewhere: 0,
  basis: 'time' as const,
}

test('what was never sent is told beside them, where there was any', () => {
  const [fault] = faultsSeen(measured({ failures: [{ ...failures, unsent: 18 }] }))
  expect(fault?.failures).toMatchObject({ total: 6, unsent: 18 })
})

test('a fault carries its evidence, its recovery and its failures by class', () => {
  expect(faultsSeen(measured({ failures: [failures] }))).toEqual([
    {
      fault: 'kill',
      victim: 'web-1',
      window: 'lost',
      instantMs: 11_000,
      landed: true,
      healed: true,
      evidence: ['pid 4711 is gone', 'web-1 is ready'],
      firstErrorMs: 3,
      lastErrorMs: 120.5,
      recoveredMs: 1000,
      failures: { total: 6, inFlight: 4, afterwards: 2, elsewhere: 0, basis: 'time' },
    },
  ])
})

test('the second of two faults in a window has its own recovery', () => {
  const recovery = [1000, 2000].map((recoveredMs) => ({
    fault: 'kill',
    window: 'lost',
    firstErrorMs: null,
    lastErrorMs: null,
    recoveredMs,
  }))
  const seen = faultsSeen(measured({ faults: [killed(), killed({ healed: null })], recovery }))
  expect(seen.map(({ recoveredMs, healed }) => [recoveredMs, healed])).toEqual([
    [1000, true],
    [2000, null],
  ])
})

test('what failed after the second of two faults is not told of the first, which was never injected', () => {
  const faults = [killed({ instantMs: null, landed: null, healed: null }), killed({ victim: 'web-2' })]
  const seen = faultsSeen(measured({ faults, failures: [{ ...failures, victim: 'web-2' }] }))
  expect(seen.map((fault) => fault.failures?.total ?? null)).toEqual([null, 6])
})

test('an outage that did not end lasted for ever', () => {
  const base = { startMs: 11_000.12345, endMs: 11_500, atMs: 11_000.12345 }
  const outage = { ...base, open: false, window: 'lost', failedProbes: 20 }
  expect(outagesSeen(measured({ outages: [outage, { ...outage, open: true }] }))).toEqual([
    { window: 'lost', startMs: 11_000.123, lengthMs: 499.877 },
    { window: 'lost', startMs: 11_000.123, lengthMs: 'never' },
  ])
})

test('windows and the last releases are taken over', () => {
  expect(windowsSeen(measured())[1]).toEqual({
    name: 'lost',
    kind: 'phase',
    startMs: 10_000,
    endMs: 40_000,
    requests: 6212,
    failed: 2,
    droppedByApp: 0,
    droppedByGenerator: 0,
  })
  const release = { version: '1.2.0', digest: 'sha256:ab', source: 'header' }
  const instance = { name: 'web-1', url: '', identity: null, release, ready: true }
  const events = [release, null].map((each, index) => ({
    atMs: 10 + index,
    type: 'instances' as const,
    instances: [{ ...instance, release: each }],
    why: '',
  }))
  expect(releasesSeen(ranToEnd({ events: events.slice(0, 1) }))).toEqual([
    { instance: 'web-1', version: '1.2.0', digest: 'sha256:ab', ready: true },
  ])
  expect(releasesSeen(ranToEnd({ events }))[0]?.version).toBeNull()
  expect(releasesSeen(ranToEnd())).toEqual([])
})

test('each trouble of an instrument is a finding', () => {
  expect(instrumentsSeen(measured()).findings).toEqual([])
  const { instruments } = measured()
  const stalls = [{ startMs: 0, endMs: 500 }]
  const ill = {
    ...instruments,
    load: { ...instruments.load, crashed: true, stalls, missing: 1200, malformedRows: 1 },
    probe: { ...instruments.probe, crashed: true, stalls, missed: 3 },
    clockSteps: [{ atMs: 1, stepMs: -80 }],
  }
  const agreement = [{ window: 'lost', what: 'w' }]
  const { findings } = instrumentsSeen(measured({ instruments: ill, agreement }))
  expect(findings).toHaveLength(9)
  expect(findings).toContain('1,200 arrivals were due and not sent')
})
