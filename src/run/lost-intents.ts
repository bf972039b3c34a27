import type { LeftOver } from '../journal/events.ts'
import type { JournalText } from '../journal/reader.ts'

/**
 * What a journal with holes may have intended: nobody knows what to undo of it, and so nobody may say that all was. A
 * last line that was cut off is none: an intent is on disk before it is acted on.
 */
export function lostIntents({ missing }: Pick<JournalText, 'missing'>): LeftOver[] {
  if (missing === 0) return []
  const events = missing === 1 ? '1 event' : `${missing} events`
  return [
    {
      what: 'whatever was intended by the part of the journal that is lost',
      evidence: `${events} of the journal cannot be read`,
      remedy: null,
    },
  ]
}
