import type { JournalEvent } from '../journal/events.ts'
import type { Measurements } from './measurements.ts'

/** What the checks of the steady state said, before the first phase and after the last; null: it was not checked. */
export function steadyOf(events: readonly JournalEvent[]): Measurements['steady'] {
  const checked = (when: 'before' | 'after') => {
    const event = events.findLast((each) => each.type === 'steady-state' && each.when === when)
    return event?.type === 'steady-state' ? { holds: event.holds, findings: event.findings } : null
  }
  return { before: checked('before'), after: checked('after') }
}
