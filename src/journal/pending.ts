import type { UndoSpec } from '../undo/undo.ts'
import type { JournalEvent } from './events.ts'

/** An intent whose undo has not been seen healed. */
export interface PendingUndo {
  id: number
  what: string
  undo: UndoSpec
}

/** What is still to be undone by a journal, the latest first. */
export function pendingUndos(events: readonly JournalEvent[]): PendingUndo[] {
  const pending = new Map<number, PendingUndo>()
  for (const event of events) {
    if (event.type === 'intent') pending.set(event.id, { id: event.id, what: event.what, undo: event.undo })
    if (event.type === 'undone' && event.healed) pending.delete(event.id)
  }
  return [...pending.values()].reverse()
}

/** What a sabotaged heal pretends to leave is gone with the run, and no recover could take it away. */
export function onlyPretended(events: readonly JournalEvent[]): boolean {
  return pendingUndos(events).every(({ undo }) => undo.kind === 'pretended')
}
