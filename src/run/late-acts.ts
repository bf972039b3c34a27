/** Acts that come after their undo: an engine goes on with what it was asked for by a process that is gone. */
import type { JournalEvent } from '../journal/events.ts'
import type { PendingUndo } from '../journal/pending.ts'

/** What an engine does at one request; `start-container` has waited for what it was asked already. */
const BY_ONE_REQUEST: ReadonlySet<string> = new Set([
  'remove-keeper',
  'unpause-container',
  'reconnect-container',
  'limit-container',
])

/** Of what was undone, what is to be looked at once more: the journal does not say that its act had come to an end. */
export function mayComeLate(events: readonly JournalEvent[], undone: readonly PendingUndo[]): PendingUndo[] {
  const ended = new Set(events.flatMap((event) => (isEnd(event) ? [event.id] : [])))
  const isUnderWay = events.some((event) => event.type === 'intent' && !ended.has(event.id))
  // Whatever was under way may have made something in it.
  return undone.filter(({ id, undo }) =>
    undo.kind === 'remove-project' ? isUnderWay : BY_ONE_REQUEST.has(undo.kind) && !ended.has(id),
  )
}

function isEnd(event: JournalEvent): event is Extract<JournalEvent, { type: 'done' | 'not-done' }> {
  return event.type === 'done' || event.type === 'not-done'
}
