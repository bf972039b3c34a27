import type { JournalEvent } from '../journal/events.ts'

/**
 * When the load had ended, run ms: from then on nobody asks any more. In a journal that was cut off, all that it has.
 */
export function loadEndMs(events: readonly JournalEvent[]): number {
  const end =
    events.findLast(({ type }) => type === 'load-ended') ??
    events.find(({ type }) => type === 'run-ended') ??
    events.at(-1)
  return end?.atMs ?? 0
}

/**
 * From when on nothing is looked at any more, run ms: what happens then is the doing of the clean-up, or of a `recover`
 * days later. That is when the load was ended; where it had ended by itself, what was being changed came to its end
 * first, and the prober was stopped after that.
 */
export function drillEndMs(events: readonly JournalEvent[]): number {
  const load = events.findLast((event) => event.type === 'load-ended')
  const probe = events.findLast((event) => event.type === 'probe-ended')
  const endMs = loadEndMs(events)
  return load?.asked === false && probe?.asked ? Math.max(endMs, probe.atMs) : endMs
}
