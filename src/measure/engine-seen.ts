import type { JournalEvent } from '../journal/events.ts'

/** What a container engine told of one of the run's containers. */
export interface EngineSeen {
  /** By the engine's clock, put on the run's; when it was heard, where that clock was never read. Run ms. */
  atMs: number
  /** By how much `atMs` may be wrong; null: the engine's clock was never read. */
  errorMs: number | null
  name: string
  action: EngineEvent['action']
  exitCode: number | null
  signal: string | null
  health: string | null
}

type EngineEvent = Extract<JournalEvent, { type: 'engine-event' }>

/** In the order of their times; none where no engine was followed. */
export function engineSeen(events: readonly JournalEvent[]): EngineSeen[] {
  const clock = engineClock(events)
  return events
    .filter((event) => event.type === 'engine-event')
    .map((event) => {
      const { name, action, exitCode, signal, health } = event
      // Nothing is heard before it happens.
      const atMs = clock === null ? event.atMs : Math.min(clock.runMs(event), event.atMs)
      return { atMs, errorMs: clock?.errorMs ?? null, name, action, exitCode, signal, health }
    })
    .sort((a, b) => a.atMs - b.atMs)
}

/** The engine's wall clock → this machine's → the machine's monotonic one → the run's zero. */
function engineClock(
  events: readonly JournalEvent[],
): { runMs(event: EngineEvent): number; errorMs: number } | null {
  const started = events.find((event) => event.type === 'run-started')
  const read = events.filter((event) => event.type === 'engine-clock')
  if (!started || read.length === 0) return null
  const wall = events.filter((event) => event.type === 'clock')
  const offsetMs = read.reduce((sum, each) => sum + each.offsetMs, 0) / read.length
  // What it drifted between the readings is not known any better.
  const errorMs = read.reduce(
    (most, each) => Math.max(most, each.errorMs + Math.abs(each.offsetMs - offsetMs)),
    0,
  )
  const { zeroMonoMs, zeroWallMs } = started
  return {
    errorMs,
    runMs({ engineMs, atMs }) {
      const latest = wall.findLast((reading) => reading.atMs <= atMs) ?? wall[0]
      const wallMinusMonoMs = latest?.offsetMs ?? zeroWallMs - zeroMonoMs
      return engineMs - offsetMs - wallMinusMonoMs - zeroMonoMs
    },
  }
}
