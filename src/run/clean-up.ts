/** Carries out undos, the latest first, and says what is left. Used by the run, its watchdog and recover alike. */
import type { Host } from '../host/host.ts'
import type { Actor, LeftOver } from '../journal/events.ts'
import type { PendingUndo } from '../journal/pending.ts'
import type { Journal } from '../journal/writer.ts'
import { runUndo } from '../undo/map.ts'
import { failed } from '../undo/outcome.ts'
import type { UndoContext, UndoOutcome } from '../undo/undo.ts'
import type { Changes } from './changes.ts'
import { type Limit, unlessHanging } from './unless-hanging.ts'

/** Long enough for a graceful end of everything, short enough for a person to wait. */
const DEADLINE_MS = 60_000
/** A container engine that is restarted is back in this time: 35 s were seen, where a frozen container kept it waiting. */
const ENGINE_BACK_MS = 50_000
const HURRIED_ENGINE_BACK_MS = 12_000
const HURRIED_DEADLINE_MS = 15_000
/** Kinds that have a time limit of their own: only what is stuck beyond it is given up here. */
const STUCK_AFTER_MS = 300_000
/** A user's own code: nothing else limits it. */
const UNLIMITED: ReadonlySet<string> = new Set(['act'])

export interface CleanUpOptions {
  readonly by: Actor
  readonly hurry: boolean
  /** Aborted once somebody wants it to hurry, also in the middle of an undo. */
  readonly hurrying?: AbortSignal
  handlers?: UndoContext['handlers']
  /** Asked before each undo; throws where somebody else does it from now on. */
  stillOurs?: () => Promise<void>
}

/** What reaches beyond the run's own processes, and is written for an app that is up; and what must be seen while it is. */
const WHILE_UP = ['run-command', 'act', 'pretended']

/** `broken`: what may keep the app from saying what it has stored. `all`: what was shipped and migrated as well. */
export type TakenBack = 'broken' | 'all'

/**
 * Takes back, the latest first, what an app that is about to be stopped may be needed for: a rollback command of the
 * user's asks the instances, and so may an `act`. Where only what is broken is asked for, commands that were made
 * before everything that is wait: a schema that is moved back may take with it what is stored. Returns what could not
 * be taken back.
 */
export async function takeBackWhileUp(
  host: Host,
  journal: Journal,
  changes: Pick<Changes, 'pending' | 'settle'>,
  options: CleanUpOptions,
  which: TakenBack = 'all',
): Promise<LeftOver[]> {
  const pending = changes.pending().filter(({ undo }) => WHILE_UP.includes(undo.kind))
  // What came after what is broken goes first, as ever.
  const waiting =
    which === 'all' ? 0 : pending.toReversed().findIndex(({ undo }) => undo.kind !== 'run-command')
  const needing = waiting < 0 ? [] : pending.slice(0, pending.length - waiting)
  const left = await undoEach(host, journal, needing, options)
  for (const { id } of needing) changes.settle(id)
  return left
}

/**
 * Undoes everything that is pending and journals each outcome; a failed undo does not keep the others from being
 * tried. What was being started while its own undo ran is ended by the sweep that each run intends first. `earlier`:
 * what could not be taken back before.
 */
export async function cleanUp(
  host: Host,
  journal: Journal,
  pending: readonly PendingUndo[],
  options: CleanUpOptions,
  earlier: readonly LeftOver[] = [],
): Promise<LeftOver[]> {
  const startedMs = journal.nowMs()
  const left = [...earlier, ...(await undoEach(host, journal, pending, options))]
  journal.write({
    type: 'cleanup-ended',
    cleanup: left.length === 0 ? 'clean' : 'dirty',
    left,
    by: options.by,
    tookMs: journal.nowMs() - startedMs,
  })
  await journal.lastWords()
  return left
}

const HANGING: UndoOutcome = failed(
  'the undo did not come to its end in its time',
  'Run `firedrill recover`, or undo it by hand.',
)

function limitOf(kind: string, { hurry, hurrying }: CleanUpOptions): Limit {
  if (!UNLIMITED.has(kind)) return { withinMs: STUCK_AFTER_MS }
  if (hurry) return { withinMs: HURRIED_DEADLINE_MS }
  const hurried = hurrying ? { hurried: { signal: hurrying, withinMs: HURRIED_DEADLINE_MS } } : {}
  return { withinMs: DEADLINE_MS, ...hurried }
}

async function undoEach(
  host: Host,
  journal: Journal,
  pending: readonly PendingUndo[],
  options: CleanUpOptions,
): Promise<LeftOver[]> {
  const left: LeftOver[] = []
  const context: UndoContext = {
    host,
    signal: AbortSignal.timeout(options.hurry ? HURRIED_DEADLINE_MS : DEADLINE_MS),
    engineBackByMs: host.clock.monoMs() + (options.hurry ? HURRIED_ENGINE_BACK_MS : ENGINE_BACK_MS),
    // Asked anew by each undo: a second signal may come meanwhile.
    get hurry() {
      return options.hurry
    },
    ...(options.handlers ? { handlers: options.handlers } : {}),
  }
  for (const { id, what, undo } of pending) {
    await options.stillOurs?.()
    const limit = limitOf(undo.kind, options)
    const ended = await unlessHanging(runUndo(undo, context), limit, host.clock)
    const { healed, outcome, evidence, remedy } = ended.kind === 'ended' ? ended.value : HANGING
    journal.write({ type: 'undone', id, by: options.by, healed, outcome, evidence, remedy })
    if (!healed) left.push({ what, evidence, remedy })
  }
  return left
}
