import type { JournalEvent } from '../journal/events.ts'
import type { Doubt } from './doubt.ts'
import type { Measurements } from './measurements.ts'
import type { Bounds } from './membership.ts'

/** Where the load was not what was asked for: then that requests failed, or were missing, may not be the app's doing. */
interface Disturbed {
  doubts: readonly Doubt[]
  stalls: readonly Bounds[]
}

/** What records that do not say looked at. */
const OVER_MS = 3000

/** What the checks of the steady state said, before the first phase and after the last; null: it was not checked. */
export function steadyOf(
  events: readonly JournalEvent[],
  { doubts, stalls }: Disturbed = { doubts: [], stalls: [] },
): Measurements['steady'] {
  const checked = (when: 'before' | 'after') => {
    const event = events.findLast((each) => each.type === 'steady-state' && each.when === when)
    if (event?.type !== 'steady-state') return null
    const { holds, findings, overMs = OVER_MS, leftOutMs = null, checked: seen = [], atMs } = event
    const disturbed = [...doubts, ...stalls].some(
      ({ startMs, endMs }) => startMs <= atMs && endMs >= atMs - overMs,
    )
    return { holds, findings, overMs, leftOutMs, checked: seen, disturbed }
  }
  return { before: checked('before'), after: checked('after') }
}
