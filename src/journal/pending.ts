import type { UndoSpec } from '../undo/undo.ts'
import type { JournalEvent } from './events.ts'

/** An intent whose undo has not been seen healed. */
export interface PendingUndo {
  id: number
  what: string
  undo: UndoSpec
}

/** What is still to be undone by a journal, the latest first. What was seen healed may be found anew by a later look. */
export function pendingUndos(events: readonly JournalEvent[]): PendingUndo[] {
  const intended = new Map<number, PendingUndo>()
  const healed = new Set<number>()
  for (const event of events) {
    if (event.type === 'intent') {
      intended.set(event.id, { id: event.id, what: event.what, undo: event.undo })
      healed.delete(event.id)
    }
    if (event.type === 'undone') healed[event.healed ? 'add' : 'delete'](event.id)
  }
  return [...intended.values()].filter(({ id }) => !healed.has(id)).reverse()
}

/** What a sabotaged heal pretends to leave is gone with the run, and no recover could take it away. */
export function onlyPretended(events: readonly JournalEvent[]): boolean {
  return pendingUndos(events).every(({ undo }) => undo.kind === 'pretended')
}
