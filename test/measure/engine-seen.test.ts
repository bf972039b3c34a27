import { expect, it } from 'vitest'
import type { EventBody, JournalEvent } from '../../src/journal/events.ts'
import { engineSeen } from '../../src/measure/engine-seen.ts'
import { buildRecord } from './build-record.ts'

type Timed = { atMs: number } & EventBody

const ZERO_MONO_MS = 1000
const ZERO_WALL_MS = 50_000

function told(atMs: number, engineMs: number, more: object = {}): Timed {
  const nothing = { exitCode: null, signal: null, health: null }
  const event = { type: 'engine-event', action: 'die', name: 'web-1', container: 'c', engineMs } as const
  return { atMs, ...event, ...nothing, ...more }
}

const clock = (atMs: number, offsetMs: number, errorMs: number): Timed => ({
  atMs,
  type: 'engine-clock',
  source: 'unix:///var/run/docker.sock',
  offsetMs,
  errorMs,
})

function seen(events: Timed[]) {
  const [header] = buildRecord({ phases: [] }).events
  const started = { ...header, zeroMonoMs: ZERO_MONO_MS, zeroWallMs: ZERO_WALL_MS } as JournalEvent
  return engineSeen([started, ...events.map((event, seq) => ({ seq, ...event }))])
}

it('puts the engine’s time on the run’s clock', () => {
  // The engine is 300 ms ahead: what it calls 52,300 was at 52,000 here, 2 s after the run's zero.
  const [event] = seen([clock(0, 300, 2), told(2010, 52_300, { exitCode: 137 })])
  expect(event).toMatchObject({ atMs: 2000, errorMs: 2, name: 'web-1', action: 'die', exitCode: 137 })
})

it('bounds its error by what the clock drifted between its readings', () => {
  const [event] = seen([clock(0, 290, 2), told(2010, 52_300), clock(9000, 310, 3)])
  expect(event).toMatchObject({ atMs: 2000, errorMs: 13 })
})

it('goes by the wall clock as it was last read', () => {
  const stepped: Timed = { atMs: 1000, type: 'clock', offsetMs: ZERO_WALL_MS - ZERO_MONO_MS + 5000 }
  expect(seen([clock(0, 0, 1), stepped, told(2010, 57_000)])[0]).toMatchObject({ atMs: 2000 })
})

it('takes nothing to have happened after it was heard', () => {
  expect(seen([clock(0, 0, 50), told(2010, 52_040)])[0]?.atMs).toBe(2010)
})

it('goes by when it was heard where the clock was never read', () => {
  expect(seen([told(2010, 9e9)])[0]).toMatchObject({ atMs: 2010, errorMs: null })
})

it('is in order of what happened, not of what was heard', () => {
  const events = [clock(0, 0, 1), told(2010, 52_005, { name: 'late' }), told(2011, 52_001, { name: 'early' })]
  expect(seen(events).map(({ name }) => name)).toEqual(['early', 'late'])
})

it('sees nothing in a record without an engine', () => {
  expect(engineSeen(buildRecord({ phases: [{ name: 'lost', durationMs: 1000 }] }).events)).toEqual([])
})
