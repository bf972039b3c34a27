import { describe, expect, test } from 'vitest'
import { brokenIn } from '../../../src/verdict/diagnosis/broken-in.ts'
import { firstFailure, firstSlow, firstSlowFailure } from '../../../src/verdict/diagnosis/first-requests.ts'
import {
  failuresOn,
  falseReadyTimes,
  howWords,
  instanceNames,
  isBrokenOff,
  isSafe,
  othersServing,
  serviceLosses,
  windowsAt,
} from '../../../src/verdict/diagnosis/reading.ts'
import { down, state, watched } from '../../measure/build-instances.ts'
import { objective, p95Below150 } from '../../measure/build-record.ts'
import { answered, given, inputOf, LOSS, sceneTold } from './build-diagnosis.ts'

const scene = sceneTold({
  faults: [LOSS],
  events: [
    state('web-1', 4000),
    state('web-2', 4000),
    state('web-2', 12_000, { serves: false }),
    down('web-2', 13_000),
    ...watched(4000, 31_000),
    given(15_000),
  ],
  request: (startMs, instance) =>
    startMs >= 12_000 && startMs < 12_020 ? answered(instance === 'web-1' ? 500 : 502) : {},
})

test('what a cause asks of a scene', () => {
  expect([...instanceNames(scene)]).toEqual(['web-1', 'web-2'])
  expect(othersServing(scene, 'web-1', 11_000)).toEqual(['web-2'])
  expect(othersServing(scene, 'web-1', 12_500)).toEqual([])
  expect(failuresOn(scene, 'web-1', { startMs: 12_000, endMs: 13_000 })).toHaveLength(2)
  expect(scene.failures.filter(isBrokenOff)).toHaveLength(2)
  expect(windowsAt(scene, scene.failures)).toEqual(['lost'])
  expect(howWords(scene.failures)).toBe('2 answered 500, 2 answered 502')
  expect(serviceLosses(scene)).toEqual([{ name: 'db', how: 'loss', startMs: 11_000, endMs: 15_000 }])
  expect(falseReadyTimes(scene)).toEqual([{ name: 'web-2', startMs: 12_000, endMs: 13_000 }])
  expect(['GET', 'POST'].map(isSafe)).toEqual([true, false])
})

describe('first requests', () => {
  const recordOf = (maxVus: number) =>
    inputOf({
      request: (startMs) =>
        startMs === 12_000
          ? { ...answered(500), operation: 'write' }
          : startMs >= 13_000 && startMs < 13_500
            ? { durationMs: 200 }
            : {},
      droppedMs: [13_400],
      maxVus,
    }).record
  const record = recordOf(1000)
  const lost = { startMs: 10_000, endMs: 20_000 }

  test('by a filter', () => {
    expect(firstFailure(record, lost, {})?.atMs).toBe(12_000)
    expect(firstFailure(record, lost, { operation: 'write' })?.atMs).toBe(12_000)
  })

  test('one that was never sent is a failure too, where all users waited for the app', () => {
    const after = { startMs: 12_500, endMs: 20_000 }
    expect(firstFailure(recordOf(2), after, {})).toEqual({
      atMs: 13_400,
      what: 'a request was due and could not be sent',
    })
    expect(firstFailure(recordOf(2), after, { operation: 'delete' })).toBeNull()
    expect(firstFailure(recordOf(2), { startMs: 17_000, endMs: 20_000 }, {})).toBeNull()
    expect(firstFailure(record, after, {})).toBeNull()
  })

  test('one that took too long to fail', () => {
    const slowerThan = (limitMs: number) => firstSlowFailure(record, lost, {}, (ms) => ms >= limitMs)
    expect(slowerThan(5)?.what).toBe('a request took too long to fail: write, answered 500 after 5 ms')
    expect(slowerThan(6)).toBeNull()
  })

  test('too slow', () => {
    const asked = { percentile: 95, limitMs: 150 }
    expect(firstSlow(record, { startMs: 12_500, endMs: 20_000 }, {}, asked)?.atMs).toBe(13_000)
    expect(firstSlow(record, { startMs: 14_000, endMs: 20_000 }, {}, asked)).toBeNull()
  })
})

test('of what is measured otherwise the moment is not known', () => {
  const { record, measurements } = inputOf({})
  const asked = { limit: 1, breaks: () => true, window: measurements.windows[0]!, record, measurements }
  expect(
    brokenIn({ ...asked, objective: objective({ kind: 'check', name: 'x' }, { op: 'atLeast', value: 1 }) }),
  ).toBeNull()
  expect(
    brokenIn({ ...asked, objective: objective({ kind: 'recovery' }, { op: 'atMost', value: 1 }) }),
  ).toBeNull()
})

test('slow requests are those of the windows whose latency broke', () => {
  const request = (startMs: number) =>
    startMs >= 12_000 && startMs < 15_000
      ? { durationMs: 200 }
      : startMs === 22_000
        ? { durationMs: 900 }
        : {}
  const { requests: slow, limitMs } = sceneTold({ request, expect: [p95Below150] }).slow
  expect(limitMs).toBe(150)
  expect(slow).toHaveLength(600)
  expect(slow[0]).toEqual({ atMs: 12_000, durationMs: 200, instance: 'web-1' })
  expect(sceneTold({ expect: [p95Below150] }).slow.requests).toEqual([])
})
