import type { Condition } from '../drill/model.ts'
import type { JournalEvent } from '../journal/events.ts'
import type { ConditionSeen } from './measurements.ts'

/** What the drill waited for, and how long it took. */
export function conditionsSeen(events: readonly JournalEvent[]): ConditionSeen[] {
  return events
    .filter((event) => event.type === 'condition')
    .map(({ condition, window, met, tookMs, withinMs, restedOn }) => ({
      what: inWords(condition),
      window,
      met,
      tookMs,
      withinMs,
      restedOn,
    }))
}

function inWords(condition: Condition): string {
  switch (condition.kind) {
    case 'recovered':
      return 'clients have recovered'
    case 'ready':
      return condition.atLeast === 'all'
        ? 'every instance is ready'
        : `${condition.atLeast} instances are ready`
    case 'probe':
      return `probe ${condition.name} shows ${JSON.stringify(condition.equals)}`
  }
}
