import type { JournalEvent } from '../journal/events.ts'
import { faultInstants, faultsSeen } from './faults.ts'

/** When something was done to the app that can break what is in flight, and the window that it was done for. */
export interface Instant {
  window: string
  instantMs: number
}

/** Of faults, of stops that were asked for, and of deploys and rollbacks as they began; ascending. */
export function instantsOf(events: readonly JournalEvent[]): Instant[] {
  const instants = [...faultInstants(faultsSeen(events)), ...events.flatMap(instantOf)]
  return instants.sort((a, b) => a.instantMs - b.instantMs)
}

function instantOf(event: JournalEvent): Instant[] {
  switch (event.type) {
    case 'stopped':
      return [{ window: event.window, instantMs: event.askedMs ?? event.atMs - event.tookMs }]
    case 'deploy-started':
    case 'rollback-started':
      return [{ window: event.window, instantMs: event.atMs }]
    default:
      return []
  }
}
