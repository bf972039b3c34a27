/**
 * The run: opens a record, starts the target, drives load, takes the steps, always undoes, and leaves the record.
 * It judges nothing.
 */
import { FiredrillError, messageOf } from '../errors.ts'
import type { LeftOver, RunOutcome } from '../journal/events.ts'
import { type CleanUpOptions, cleanUp, takeBackWhileUp } from './clean-up.ts'
import { conduct } from './conduct.ts'
import { createGuards, endedBy, type Guards } from './guards/guards.ts'
import type { Interruption } from './interruption.ts'
import { isRefusalInRun } from './refused-in-run.ts'
import { openRoom, type Room } from './room.ts'
import type { RunOptions } from './run-options.ts'

export interface RunEnd {
  run: string
  /** The run record's, absolute. */
  directory: string
  outcome: RunOutcome
  left: LeftOver[]
  /** What ended the run as `errored`. */
  error: unknown
}

/**
 * Once the record is opened, how it ended stands in the journal, and in what is returned. Throws only
 * `reports-unwritable`, when the disk refuses the journal; everything is undone then all the same.
 */
export async function runDrill(given: RunOptions, interruption: Interruption): Promise<RunEnd> {
  const guards = createGuards(given)
  const options = heardBy(guards, given)
  const room = await openRoom(options)
  const { host, handlers } = options
  const undoing: CleanUpOptions = {
    by: 'run',
    get hurry() {
      return interruption.hurried
    },
    handlers,
  }
  interruption.onSignal((signal, hurried) => room.journal.write({ type: 'signal', signal, hurried }))
  const earlier: LeftOver[] = []
  await guards.start(room.journal)
  const ending = await conduct(room, options, endedBy(guards, interruption), async (which) => {
    guards.end()
    await room.assertMayAct()
    earlier.push(...(await takeBackWhileUp(host, room.journal, room.changes, undoing, which)))
  })
    .finally(() => guards.end())
    .then(
      (reason): Ending => ({ run: 'completed', reason, errorCode: null, error: null }),
      (error: unknown) => endingOf(error, interruption, guards.stopped()),
    )
  const { run, directory } = room
  const superseded = await room.assertMayAct().then(
    () => null,
    (error: unknown) => error,
  )
  if (superseded !== null) {
    // Whoever has taken the run over undoes it and ends its journal.
    await leave(room)
    return { run, directory, outcome: 'errored', left: [], error: superseded }
  }
  const { error, ...ended } = ending
  room.journal.write({ type: 'run-ended', ...ended, by: 'run' })
  const pending = room.changes.pending()
  const left = await cleanUp(host, room.journal, pending, undoing, earlier).finally(() => leave(room))
  return { run, directory, outcome: ending.run, left, error }
}

/** The guards hear what is journaled and what clients see before anybody else does. */
function heardBy(guards: Guards, options: RunOptions): RunOptions {
  return {
    ...options,
    onEvent(event) {
      guards.onEvent(event)
      options.onEvent(event)
    },
    onLive(live) {
      guards.onLive(live)
      options.onLive(live)
    },
  }
}

interface Ending {
  run: RunOutcome
  reason: string
  errorCode: string | null
  error: unknown
}

/** `stopped`: why a guard ended it; a signal that came as well counts more, and does not hide that. */
function endingOf(error: unknown, interruption: Interruption, stopped: string | null): Ending {
  const { signalled } = interruption
  if (signalled !== null) {
    const before = stopped === null ? '' : `, after ${stopped}`
    const reason = `${signalled} was received${before}`
    return { run: 'interrupted', reason, errorCode: signalled, error: null }
  }
  if (stopped !== null) return { run: 'aborted', reason: stopped, errorCode: null, error: null }
  const errorCode = error instanceof FiredrillError ? error.code : 'internal'
  const run = isRefusalInRun(error) ? 'aborted' : 'errored'
  return { run, reason: messageOf(error), errorCode, error }
}

async function leave({ journal, watchdog }: Room): Promise<void> {
  await journal.close()
  await watchdog.release()
}
