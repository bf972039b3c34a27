/**
 * The one way in which a run changes the world: the intent with its undo is journaled and synced to disk, then the
 * act, then that it is done. At the end everything is undone in reverse, whatever happened before.
 */
import { messageOf } from '../errors.ts'
import type { PendingUndo } from '../journal/pending.ts'
import type { Journal } from '../journal/writer.ts'
import type { Change } from '../target/target.ts'

export interface Changes {
  readonly change: Change
  /** What has not been undone yet, the latest first. */
  pending(): PendingUndo[]
  /** Its undo was carried out, whatever came of it. */
  settle(id: number): void
}

/** `assertMayAct` is asked before each act; it throws when this process may act no more. */
export function createChanges(journal: Journal, assertMayAct: () => Promise<void>): Changes {
  const made: PendingUndo[] = []
  const change: Change = async (intent, act) => {
    const id = made.length
    made.push({ id, what: intent.what, undo: intent.undo })
    journal.write({ type: 'intent', id, ...intent })
    await journal.sync()
    await assertMayAct()
    const startMs = journal.nowMs()
    try {
      const result = await act()
      journal.write({ type: 'done', id })
      return result
    } catch (error) {
      journal.write({ type: 'not-done', id, error: messageOf(error) })
      throw error
    } finally {
      if (intent.command) {
        journal.write({
          type: 'command',
          command: intent.command,
          startMs,
          endMs: journal.nowMs(),
          what: intent.what,
        })
      }
    }
  }
  const settled = new Set<number>()
  return {
    change,
    pending: () => made.filter(({ id }) => !settled.has(id)).reverse(),
    settle: (id) => settled.add(id),
  }
}
