/** What people were asked to do in a run, and how long it took until that was seen. */
import { describeCondition } from '../drill/describe.ts'
import type { JournalEvent } from '../journal/events.ts'
import type { RunRecord } from '../journal/record.ts'
import { formatMs } from '../units.ts'

/** `a person was asked in by hand: Bring it back. Seen after 41.2 s: the release before was back` */
export function manualLines({ events }: Pick<RunRecord, 'events'>): string[] {
  return events.flatMap((event, index) => {
    if (event.type !== 'manual') return []
    const { window, text, atMs } = event
    const where = window === '' ? '' : ` in ${window}`
    return [`a person was asked${where}: ${text} ${seenWords(events.slice(index + 1), window, atMs)}`]
  })
}

/** What was waited for next in the same window times them. */
function seenWords(after: readonly JournalEvent[], window: string, askedMs: number): string {
  for (const event of after) {
    if (event.type === 'manual' && event.window === window) break
    if (event.type === 'rollback-acted' && event.window === window)
      return `Seen after ${formatMs(event.atMs - askedMs)}: the release before was back`
    if (event.type !== 'condition' || event.window !== window) continue
    const took = formatMs(event.atMs - askedMs)
    const what = describeCondition(event.condition)
    return event.met ? `Seen after ${took}: ${what}` : `Not seen within ${took}: ${what}`
  }
  return 'Nothing says when it was done'
}
