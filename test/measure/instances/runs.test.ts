import { describe, expect, it } from 'vitest'
import {
  falseReadyRuns,
  falseUnreadyRuns,
  isAnother,
  servingIsSeen,
  shownMs,
  unhealthyRuns,
} from '../../../src/measure/instances/runs.ts'
import { watchOf } from '../../../src/measure/instances/watch.ts'
import type { FaultSeen } from '../../../src/measure/measurements.ts'
import { booting, down, state, type Timed, watched } from '../build-instances.ts'
import { buildRecord } from '../build-record.ts'

const seenOf = (events: Timed[]) =>
  watchOf(buildRecord({ phases: [], events: [...events, ...watched(0, 20_000)] }).events).seen.get('web-1') ??
  []
const crash = (instantMs: number): FaultSeen => ({
  fault: 'crash',
  window: 'lost',
  victim: 'web-1',
  instantMs,
  landed: null,
  healed: null,
})

describe('a false readiness', () => {
  it('is a 200 of one that cannot serve or does not live, as long as it lasts', () => {
    const seen = seenOf([
      state('web-1', 0),
      state('web-1', 5000, { serves: false }),
      state('web-1', 6000, { serves: false, health: 503 }),
      state('web-1', 8000),
      down('web-1', 12_000, { ready: 200 }),
      down('web-1', 13_000),
    ])
    expect(falseReadyRuns(seen)).toEqual([
      { startMs: 5000, endMs: 8000 },
      { startMs: 12_000, endMs: 13_000 },
    ])
  })

  it('is none when it says that it is not ready', () => {
    expect(falseReadyRuns(seenOf([state('web-1', 0, { serves: false, ready: 503 })]))).toEqual([])
  })
})

it('one that serves and says that it is not ready, unless it is being stopped', () => {
  const seen = seenOf([
    state('web-1', 0, { ready: 503 }),
    state('web-1', 4000),
    state('web-1', 8000, { ready: 503, endAsked: true }),
  ])
  expect(falseUnreadyRuns(seen)).toEqual([{ startMs: 0, endMs: 4000 }])
})

describe('an unhealthy instance', () => {
  const sick = (events: Timed[], faults: FaultSeen[] = []) => unhealthyRuns(seenOf(events), faults)

  it('is none where the app has no health endpoint, and one that says nothing at all is', () => {
    expect(sick([state('web-1', 0, { health: null })])).toEqual([])
    expect(sick([state('web-1', 0, { health: null, ready: null, serves: false })])).toEqual([
      { startMs: 5000, endMs: expect.any(Number) },
    ])
  })

  it('was healthy before, or is grown up', () => {
    expect(sick([state('web-1', 0), state('web-1', 6000, { health: 503 })])).toEqual([
      { startMs: 6000, endMs: 20_000 },
    ])
    expect(sick([booting('web-1', 0), state('web-1', 4000)])).toEqual([])
    expect(sick([booting('web-1', 0), state('web-1', 7000)])).toEqual([{ startMs: 5000, endMs: 7000 }])
  })

  it('is none while it is asked to end, or down, or just started again', () => {
    const restarted = [
      state('web-1', 0),
      state('web-1', 5000, { health: null, endAsked: true }),
      down('web-1', 6000),
      booting('web-1', 7000),
      state('web-1', 9000, { bootId: 'web-1-b' }),
    ]
    expect(sick(restarted)).toEqual([])
  })

  it('is none while nothing of it lives, though nobody asked for that', () => {
    const died = [state('web-1', 0), down('web-1', 6000, { endAsked: false }), state('web-1', 9000)]
    expect(sick(died)).toEqual([])
  })

  it('is not excused by a fault on the process before, nor by one that comes later', () => {
    const again = [
      state('web-1', 0),
      down('web-1', 2000, { endAsked: false }),
      state('web-1', 3000, { bootId: 'web-1-b' }),
      state('web-1', 9000, { bootId: 'web-1-b', health: 503 }),
    ]
    expect(sick(again, [crash(1900)])).toEqual([{ startMs: 9000, endMs: 20_000 }])
    expect(sick(again, [crash(12_000)])).toEqual([{ startMs: 9000, endMs: 20_000 }])
  })

  it('is a new process when its boot id is', () => {
    const silent = [
      booting('web-1', 0),
      state('web-1', 4000),
      state('web-1', 6000, { health: null, bootId: 'web-1-b' }),
      state('web-1', 8000, { bootId: 'web-1-b' }),
    ]
    expect(sick(silent)).toEqual([])
    const hung = [
      state('web-1', 0),
      state('web-1', 6000, { health: null, bootId: 'web-1-b' }),
      state('web-1', 8000, { bootId: 'web-1-c' }),
    ]
    expect(sick(hung)).toEqual([])
  })

  it('may start again in peace after a fault on it', () => {
    const crashed = [state('web-1', 0), state('web-1', 6100, { health: null }), state('web-1', 8000)]
    expect(sick(crashed)).toEqual([{ startMs: 6100, endMs: 8000 }])
    expect(sick(crashed, [crash(6000)])).toEqual([])
    expect(sick(crashed, [{ ...crash(6000), victim: 'web-2' }])).toHaveLength(1)
  })
})

it('counts from the second look on, and within the window only', () => {
  const window = { startMs: 1000, endMs: 5000 }
  expect(shownMs({ startMs: 2000, endMs: 2200 }, window)).toBe(0)
  expect(shownMs({ startMs: 2000, endMs: 3000 }, window)).toBe(800)
  expect(shownMs({ startMs: 0, endMs: 9000 }, window)).toBe(4000)
  expect(shownMs({ startMs: 6000, endMs: 9000 }, window)).toBe(0)
})

it('a boot id that is not known is nobody else', () => {
  expect([isAnother('a', 'b'), isAnother('a', 'a'), isAnother(null, 'a'), isAnother('a', null)]).toEqual([
    true,
    false,
    false,
    false,
  ])
})

it('whether one serves is seen where any of them served, and not by the word of an engine', () => {
  const isSeen = (events: Timed[], of: Timed) => {
    const watch = watchOf(buildRecord({ phases: [], events: [...events, of, ...watched(0, 20_000)] }).events)
    return servingIsSeen(watch)(watch.seen.get('web-1')![0]!.state)
  }
  const lying = state('web-1', 0, { serves: false })
  expect(isSeen([], lying)).toBe(false)
  expect(isSeen([state('web-2', 0, { by: 'engine' })], lying)).toBe(false)
  expect(isSeen([state('web-2', 0)], lying)).toBe(true)
  expect(isSeen([state('web-2', 0)], state('web-1', 0, { by: 'engine' }))).toBe(false)
})
