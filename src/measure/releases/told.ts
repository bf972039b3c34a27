import type { JournalEvent } from '../../journal/events.ts'
import type { FindingSeen, StopSeen } from '../measurements.ts'

/** Instances that were asked to end, and how each did. */
export function stopsOf(events: readonly JournalEvent[]): StopSeen[] {
  return events
    .filter((event) => event.type === 'stopped')
    .map(({ window, name, exitCode, signal, tookMs, killed }) => ({
      window,
      name,
      exitCode,
      signal,
      tookMs,
      killed,
    }))
}

/** What steps asserted by themselves. */
export function findingsOf(events: readonly JournalEvent[]): FindingSeen[] {
  return events
    .filter((event) => event.type === 'finding')
    .map(({ window, what, holds, evidence, atMs }) => ({ window, what, holds, evidence, atMs }))
}

/** Did any instance ever say which release it runs? */
export function saysRelease(events: readonly JournalEvent[]): boolean {
  return events.some(
    (event) =>
      (event.type === 'instance-state' && event.release !== null) ||
      (event.type === 'instances' && event.instances.some(({ release }) => release !== null)),
  )
}
