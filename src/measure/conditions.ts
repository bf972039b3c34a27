import { describeCondition } from '../drill/describe.ts'
import type { JournalEvent } from '../journal/events.ts'
import type { ConditionSeen } from './measurements.ts'

/** What the drill waited for, and how long it took. */
export function conditionsSeen(events: readonly JournalEvent[]): ConditionSeen[] {
  return events
    .filter((event) => event.type === 'condition')
    .map(({ condition, window, met, tookMs, withinMs, restedOn }) => ({
      what: describeCondition(condition),
      window,
      met,
      tookMs,
      withinMs,
      restedOn,
    }))
}
