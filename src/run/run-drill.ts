/**
 * The run: opens a record, starts the target, drives load, takes the steps, always undoes, and leaves the record.
 * It judges nothing.
 */
import { FiredrillError, messageOf } from '../errors.ts'
import type { LeftOver, RunOutcome } from '../journal/events.ts'
import { sealRecord } from '../journal/seal.ts'
import { type CleanUpOptions, cleanUp, takeBackWhileUp } from './clean-up.ts'
import { conduct } from './conduct.ts'
import type { Interruption } from './interruption.ts'
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
export async function runDrill(options: RunOptions, interruption: Interruption): Promise<RunEnd> {
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
  const ending = await conduct(room, options, interruption, async (which) => {
    await room.assertMayAct()
    earlier.push(...(await takeBackWhileUp(host, room.journal, room.changes, undoing, which)))
  }).then(
    (reason): Ending => ({ run: 'completed', reason, errorCode: null, error: null }),
    (error: unknown) => endingOf(error, interruption),
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
  await sealRecord(host.files, directory, 'run')
  return { run, directory, outcome: ending.run, left, error }
}

interface Ending {
  run: RunOutcome
  reason: string
  errorCode: string | null
  error: unknown
}

function endingOf(error: unknown, interruption: Interruption): Ending {
  if (interruption.signalled !== null) {
    return {
      run: 'interrupted',
      reason: `${interruption.signalled} was received`,
      errorCode: interruption.signalled,
      error: null,
    }
  }
  const errorCode = error instanceof FiredrillError ? error.code : 'internal'
  return { run: 'errored', reason: messageOf(error), errorCode, error }
}

async function leave({ journal, watchdog }: Room): Promise<void> {
  await journal.close()
  await watchdog.release()
}
