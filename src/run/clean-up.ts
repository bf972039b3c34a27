/** Carries out undos, the latest first, and says what is left. Used by the run, its watchdog and recover alike. */
import type { Host } from '../host/host.ts'
import type { Actor, LeftOver } from '../journal/events.ts'
import type { PendingUndo } from '../journal/pending.ts'
import type { Journal } from '../journal/writer.ts'
import { runUndo } from '../undo/map.ts'
import type { UndoContext } from '../undo/undo.ts'

/** Long enough for a graceful end of everything, short enough for a person to wait. */
const DEADLINE_MS = 60_000
const HURRIED_DEADLINE_MS = 15_000

export interface CleanUpOptions {
  readonly by: Actor
  readonly hurry: boolean
  handlers?: UndoContext['handlers']
}

/**
 * Undoes everything that is pending and journals each outcome; a failed undo does not keep the others from being
 * tried. What was being started while its own undo ran is ended by the sweep that each run intends first.
 */
export async function cleanUp(
  host: Host,
  journal: Journal,
  pending: readonly PendingUndo[],
  options: CleanUpOptions,
): Promise<LeftOver[]> {
  const startedMs = journal.nowMs()
  const left = new Map<number, LeftOver>()
  const context: UndoContext = {
    host,
    signal: AbortSignal.timeout(options.hurry ? HURRIED_DEADLINE_MS : DEADLINE_MS),
    // Asked anew by each undo: a second signal may come meanwhile.
    get hurry() {
      return options.hurry
    },
    ...(options.handlers ? { handlers: options.handlers } : {}),
  }
  for (const { id, what, undo } of pending) {
    const { healed, outcome, evidence, remedy } = await runUndo(undo, context)
    journal.write({ type: 'undone', id, by: options.by, healed, outcome, evidence, remedy })
    if (!healed) left.set(id, { what, evidence, remedy })
  }
  const cleanup = left.size === 0 ? 'clean' : 'dirty'
  const list = [...left.values()]
  journal.write({
    type: 'cleanup-ended',
    cleanup,
    left: list,
    by: options.by,
    tookMs: journal.nowMs() - startedMs,
  })
  await journal.sync()
  return list
}
