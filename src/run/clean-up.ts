/** Carries out undos, the latest first, and says what is left. Used by the run, its watchdog and recover alike. */
import type { Clock, Host } from '../host/host.ts'
import type { Actor, JournalEvent, LeftOver } from '../journal/events.ts'
import type { PendingUndo } from '../journal/pending.ts'
import type { Journal } from '../journal/writer.ts'
import { runUndo } from '../undo/map.ts'
import { failed } from '../undo/outcome.ts'
import { longestMsOf } from '../undo/run-command.ts'
import type { UndoContext, UndoOutcome, UndoSpec } from '../undo/undo.ts'
import type { Changes } from './changes.ts'
import { mayComeLate } from './late-acts.ts'
import { type Limit, unlessHanging } from './unless-hanging.ts'

/** Of each undo: long enough for a graceful end, short enough for a person to wait. */
const DEADLINE_MS = 60_000
/** Of all together: once they have taken so long, those that are left hurry. Each is tried all the same. */
const WHOLE_MS = 180_000
/** A container engine that is restarted is back in this time: 35 s were seen, where a frozen container kept it waiting. */
const ENGINE_BACK_MS = 50_000
const HURRIED_ENGINE_BACK_MS = 12_000
const HURRIED_DEADLINE_MS = 15_000
/** An engine that is at work is given so long to do what it was asked for last. */
const LATE_MS = 3000
/** Kinds that have a time limit of their own: only what is stuck beyond it is given up here, and a command later still. */
const STUCK_AFTER_MS = 300_000
/** A user's own code: nothing else limits it. */
const UNLIMITED: ReadonlySet<string> = new Set(['act'])

export interface CleanUpOptions {
  readonly by: Actor
  readonly hurry: boolean
  /** Aborted once somebody wants it to hurry, also in the middle of an undo. */
  readonly hurrying?: AbortSignal
  handlers?: UndoContext['handlers']
  /** What the journal said before this process went on with it. */
  before?: readonly JournalEvent[]
  /** Asked before each undo, in the middle of some, and at the end; throws where somebody else does it from now on. */
  stillOurs?: () => Promise<void>
}

/** What reaches beyond the run's own processes, and is written for an app that is up; and what must be seen while it is. */
const WHILE_UP = ['run-command', 'act', 'pretended']
/** What takes back a fault on something that goes on: who is asked by what is undone after it may hang by it. */
const OF_FAULTS = [
  'resume-process',
  'unpause-container',
  'start-container',
  'reconnect-container',
  'limit-container',
  'empty-in-container',
  'clear-link',
]

/** `broken`: what may keep the app from saying what it has stored. `all`: what was shipped and migrated as well. */
export type TakenBack = 'broken' | 'all'

/**
 * Takes back, the latest first, what an app that is about to be stopped may be needed for: a rollback command of the
 * user's asks the instances, and so may an `act`. Where only what is broken is asked for, commands that were made
 * before everything that is wait: a schema that is moved back may take with it what is stored. What a fault did
 * after the oldest of them is taken back in its turn, and looked at again at the end. Returns what could not be taken back.
 */
export async function takeBackWhileUp(
  host: Host,
  journal: Journal,
  changes: Pick<Changes, 'pending' | 'settle'>,
  options: CleanUpOptions,
  which: TakenBack = 'all',
): Promise<LeftOver[]> {
  const all = changes.pending()
  const pending = all.filter(({ undo }) => WHILE_UP.includes(undo.kind))
  // What came after what is broken goes first, as ever.
  const waiting =
    which === 'all' ? 0 : pending.toReversed().findIndex(({ undo }) => undo.kind !== 'run-command')
  const needing = waiting < 0 ? [] : pending.slice(0, pending.length - waiting)
  const firstId = needing.at(-1)?.id ?? Number.POSITIVE_INFINITY
  const now = all.filter(
    (each) => needing.includes(each) || (each.id > firstId && OF_FAULTS.includes(each.undo.kind)),
  )
  const left = await tryEach(host, journal, now, options)
  for (const { id } of needing) changes.settle(id)
  return needing.flatMap((each) => left.get(each) ?? [])
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
  // From the first lock that is released on, another run may act there: nothing is looked at again then.
  const unlocking = pending.findIndex(({ undo }) => undo.kind === 'release-lock')
  const locked = unlocking < 0 ? pending : pending.slice(0, unlocking)
  const left = [...earlier, ...(await undoEach(host, journal, locked, options))]
  left.push(...(await lookAgain(host, journal, locked, options, { startedMs, left })))
  left.push(...(await undoEach(host, journal, pending.slice(locked.length), options)))
  await options.stillOurs?.()
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

/** What an engine may have done since its undo has looked; what was left is tried again by whoever recovers it. */
async function lookAgain(
  host: Host,
  journal: Journal,
  pending: readonly PendingUndo[],
  options: CleanUpOptions,
  { startedMs, left }: { startedMs: number; left: readonly LeftOver[] },
): Promise<LeftOver[]> {
  const events = [...(options.before ?? []), ...journal.events]
  const late = mayComeLate(events, pending).filter(({ what }) => left.every((each) => each.what !== what))
  if (late.length === 0) return []
  await host.clock.sleep(Math.max(0, startedMs + LATE_MS - journal.nowMs()))
  return undoEach(host, journal, late, options)
}

const HANGING: UndoOutcome = failed(
  'the undo did not come to its end in its time',
  'Run `firedrill recover`, or undo it by hand.',
)

function limitOf({ kind, args }: UndoSpec, { hurry, hurrying }: CleanUpOptions): Limit {
  if (kind === 'run-command') return { withinMs: Math.max(STUCK_AFTER_MS, longestMsOf(args)) }
  if (!UNLIMITED.has(kind)) return { withinMs: STUCK_AFTER_MS }
  if (hurry) return { withinMs: HURRIED_DEADLINE_MS }
  const hurried = hurrying ? { hurried: { signal: hurrying, withinMs: HURRIED_DEADLINE_MS } } : {}
  return { withinMs: DEADLINE_MS, ...hurried }
}

async function undoEach(...what: Parameters<typeof tryEach>): Promise<LeftOver[]> {
  return [...(await tryEach(...what)).values()]
}

/** What each has left, where it has. */
async function tryEach(
  host: Host,
  journal: Journal,
  pending: readonly PendingUndo[],
  options: CleanUpOptions,
): Promise<Map<PendingUndo, LeftOver>> {
  const { clock } = host
  const left = new Map<PendingUndo, LeftOver>()
  const wholeUntilMs = clock.monoMs() + WHOLE_MS
  // Asked anew each time: a second signal may come meanwhile.
  const hurries = () => options.hurry || clock.monoMs() >= wholeUntilMs
  const shared = {
    host,
    engineBackByMs: clock.monoMs() + (options.hurry ? HURRIED_ENGINE_BACK_MS : ENGINE_BACK_MS),
    ...(options.handlers ? { handlers: options.handlers } : {}),
    ...(options.stillOurs ? { stillOurs: options.stillOurs } : {}),
  }
  for (const each of pending) {
    const { id, what, undo } = each
    await options.stillOurs?.()
    const limit = limitOf(undo, { ...options, hurry: hurries() })
    const own = deadline(clock, hurries() ? HURRIED_DEADLINE_MS : DEADLINE_MS)
    const givenUp = new AbortController()
    const context: UndoContext = {
      ...shared,
      givenUp: givenUp.signal,
      signal: own.signal,
      get hurry() {
        return hurries()
      },
    }
    const ended = await unlessHanging(runUndo(undo, context), limit, clock).finally(own.clear)
    if (ended.kind === 'hanging') givenUp.abort()
    const { healed, outcome, evidence, remedy } = ended.kind === 'ended' ? ended.value : HANGING
    journal.write({ type: 'undone', id, by: options.by, healed, outcome, evidence, remedy })
    if (!healed) left.set(each, { what, evidence, remedy })
  }
  return left
}

/** A signal that is aborted after so long (ms), or once nobody needs it any more. */
function deadline(clock: Clock, withinMs: number): { signal: AbortSignal; clear(): void } {
  const over = new AbortController()
  const abort = () => over.abort()
  clock.sleep(withinMs, over.signal).then(abort, abort)
  return { signal: over.signal, clear: abort }
}
