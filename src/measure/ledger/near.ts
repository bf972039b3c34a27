/** What happened to the system nearest to a write. */
import type { JournalEvent } from '../../journal/events.ts'
import type { FaultSeen } from '../measurements.ts'

export interface Near {
  /** `kill of web-1`, `1.1.0 served by web-2`. */
  what: string
  /** From the write's begin to it, ms; below 0: it happened before. */
  afterMs: number
}

/** What is further away from a write has nothing to do with it. */
const NEAR_MS = 30_000

/** The nearest in time to the stretch in which the write was under way; null: nothing was near. */
export function nearOf(
  startMs: number,
  endMs: number,
  events: readonly JournalEvent[],
  faults: readonly FaultSeen[],
): Near | null {
  const distanceMs = (atMs: number): number => Math.max(startMs - atMs, atMs - endMs, 0)
  const nearest = [...faultMoments(faults), ...events.flatMap(momentOf)]
    .filter(({ atMs }) => distanceMs(atMs) <= NEAR_MS)
    .toSorted((a, b) => distanceMs(a.atMs) - distanceMs(b.atMs))[0]
  return nearest ? { what: nearest.what, afterMs: nearest.atMs - startMs } : null
}

interface Moment {
  what: string
  atMs: number
}

function faultMoments(faults: readonly FaultSeen[]): Moment[] {
  return faults.flatMap(({ fault, victim, instantMs, healed }) => [
    ...(instantMs === null ? [] : [{ what: `${fault} of ${victim}`, atMs: instantMs }]),
    ...(healed === null ? [] : [{ what: `the end of ${fault} of ${victim}`, atMs: healed.atMs }]),
  ])
}

function momentOf(event: JournalEvent): Moment[] {
  const { atMs } = event
  switch (event.type) {
    case 'deploy-started':
      return [{ what: `the deploy of ${event.to.version}`, atMs }]
    case 'instance-switched':
      return [{ what: `${event.to.version} on ${event.name}`, atMs }]
    case 'rollback-started':
      return [{ what: 'the rollback', atMs }]
    case 'stopped':
      return [
        { what: `the stop of ${event.name}`, atMs: atMs - event.tookMs },
        { what: `the end of ${event.name}`, atMs },
      ]
    case 'unexpected-end':
      return [{ what: `the unexpected end of ${event.name}`, atMs }]
    default:
      return []
  }
}
