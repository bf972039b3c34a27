/**
 * The one way in which a run changes the world: the intent with its undo is journaled and synced to disk, then the
 * act, then that it is done. At the end everything is undone in reverse, whatever happened before.
 */
import { FiredrillError, messageOf } from '../errors.ts'
import type { Clock } from '../host/host.ts'
import type { PendingUndo } from '../journal/pending.ts'
import type { Journal } from '../journal/writer.ts'
import type { Change, ChangeIntent, Covered } from '../target/target.ts'
import { OF_THE_RUN_ALONE, OF_WHO_TOOK_OVER } from '../undo/map.ts'
import type { UndoSpec } from '../undo/undo.ts'
import type { Right } from './acting/right.ts'
import { isSuperseded } from './run-ending.ts'
import { type Limit, unlessHanging } from './unless-hanging.ts'

export interface Changes {
  readonly change: Change
  readonly covered: Covered
  /** What has not been undone yet, the latest first. */
  pending(): PendingUndo[]
  /** Its undo was carried out, whatever came of it. */
  settle(id: number): void
  /**
   * From now on nothing is changed any more. Waits for what is under way, within the limit; from what has not ended
   * then, the right to act is taken. Resolves with what that was, in words.
   */
  close(limit: Limit): Promise<string[]>
  /**
   * Undoes once more what is the run's alone, for a process that woke up after everything was undone by another: what it
   * still did may have made some of it again, as a log that is written makes the directory that it lies in. Not before the
   * other has ended: it copies logs from there, and holds the locks until nothing is left.
   */
  again(): Promise<void>
}

export interface ChangesOptions {
  journal: Journal
  clock: Clock
  right: Right
  /** Asked before each act, and after it; throws when this process may act no more. */
  assertMayAct(): Promise<void>
  /**
   * Undoes an act that was under way while everything was undone: its own undo may have come too early. `late`: by a
   * process that another has taken the run over from, which undoes what it did itself all the same.
   */
  undo(spec: UndoSpec, by: 'owner' | 'late'): Promise<unknown>
}

export function createChanges(options: ChangesOptions): Changes {
  const { journal, right, assertMayAct } = options
  const made: PendingUndo[] = []
  const settled = new Set<number>()
  const underWay = new Map<Promise<unknown>, string>()
  let closed = false

  const begin = async (): Promise<void> => {
    if (closed) throw tooLate()
    await assertMayAct()
  }
  /** The act with the right to it; how it ended. */
  const carryOut = async <T>(what: string, act: () => Promise<T>): Promise<PromiseSettledResult<T>> => {
    if (closed) throw tooLate()
    const acting = right.during(act)
    underWay.set(acting, what)
    const [ended] = await Promise.allSettled([acting])
    underWay.delete(acting)
    return ended
  }
  /** Whoever undoes everything may have looked before the act had its effect. */
  const end = async (undo: UndoSpec): Promise<void> => {
    const refused = await assertMayAct().then(
      () => null,
      (error: unknown) => error,
    )
    const taken = refused ?? (closed ? tooLate() : null)
    if (taken === null) return
    const by = isSuperseded(refused) ? 'late' : 'owner'
    if (by === 'late' ? isUndoneLate(undo) : closed) await options.undo(undo, by)
    throw taken
  }
  const change: Change = async (intent, act) => {
    await begin()
    const id = made.length
    made.push({ id, what: intent.what, undo: intent.undo })
    journal.write({ type: 'intent', id, ...intent })
    await journal.sync()
    await assertMayAct()
    const startMs = journal.nowMs()
    const ended = await carryOut(intent.what, act)
    await end(intent.undo)
    journal.write(
      ended.status === 'fulfilled'
        ? { type: 'done', id }
        : { type: 'not-done', id, error: messageOf(ended.reason) },
    )
    writeCommand(journal, intent, startMs)
    return resultOf(ended)
  }
  const covered: Covered = async (undo, act) => {
    await begin()
    const ended = await carryOut(`what the undo "${undo.kind}" covers`, act)
    await end(undo)
    return resultOf(ended)
  }
  return {
    change,
    covered,
    pending: () => made.filter(({ id }) => !settled.has(id)).reverse(),
    settle: (id) => settled.add(id),
    async close(limit) {
      closed = true
      if (underWay.size > 0) await unlessHanging(Promise.allSettled(underWay.keys()), limit, options.clock)
      right.revoke()
      return [...underWay.values()]
    },
    async again() {
      for (const { undo } of made.toReversed())
        if (OF_THE_RUN_ALONE.has(undo.kind)) await options.undo(undo, 'late')
    },
  }
}

/**
 * By a process that another has taken the run over from: what only this process could do and nobody else could call
 * off, such as a pause. What is the run's alone waits for `again`: the other may be at it.
 */
function isUndoneLate({ kind }: UndoSpec): boolean {
  return !OF_WHO_TOOK_OVER.has(kind) && !OF_THE_RUN_ALONE.has(kind)
}

function resultOf<T>(ended: PromiseSettledResult<T>): T {
  if (ended.status === 'rejected') throw ended.reason
  return ended.value
}

function writeCommand(journal: Journal, { command, what }: ChangeIntent, startMs: number): void {
  if (command) journal.write({ type: 'command', command, startMs, endMs: journal.nowMs(), what })
}

function tooLate(): FiredrillError {
  return new FiredrillError('superseded', 'This run is being undone: nothing more is changed by it.', {
    hint: 'What was to be changed was not, or is undone. Look at the end of the journal.',
  })
}
