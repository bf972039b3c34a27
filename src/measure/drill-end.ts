import type { JournalEvent } from '../journal/events.ts'

/**
 * When the load had ended, run ms: from then on nothing is looked at any more, and what happens is the doing of the
 * clean-up, or of a `recover` days later. In a journal that was cut off, all that it has.
 */
export function drillEndMs(events: readonly JournalEvent[]): number {
  const end =
    events.findLast(({ type }) => type === 'load-ended') ??
    events.find(({ type }) => type === 'run-ended') ??
    events.at(-1)
  return end?.atMs ?? 0
}
