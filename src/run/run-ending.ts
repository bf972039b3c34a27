/** How a run ended, of all that may have happened to it at once. */
import { FiredrillError, messageOf } from '../errors.ts'
import type { RunOutcome } from '../journal/events.ts'
import type { Interruption } from './interruption.ts'
import { isRefusalInRun } from './refused-in-run.ts'

export interface Ending {
  run: RunOutcome
  reason: string
  errorCode: string | null
  /** What is to be done about it; absent: nothing is known. */
  hint?: string
  error: unknown
}

export function completed(reason: string): Ending {
  return { run: 'completed', reason, errorCode: null, error: null }
}

/** `stopped`: why a guard ended it; a signal that came as well counts more, and does not hide that. */
export function endingOf(
  error: unknown,
  { signalled }: Pick<Interruption, 'signalled'>,
  stopped: string | null,
): Ending {
  if (signalled !== null) {
    const before = stopped === null ? '' : `, after ${stopped}`
    const reason = `${signalled} was received${before}`
    return { run: 'interrupted', reason, errorCode: signalled, error: null }
  }
  if (stopped !== null) return { run: 'aborted', reason: stopped, errorCode: null, error: null }
  const errorCode = error instanceof FiredrillError ? error.code : 'internal'
  const run = isRefusalInRun(error) ? 'aborted' : 'errored'
  const hint = error instanceof FiredrillError && error.hint !== '' ? { hint: error.hint } : {}
  return { run, reason: messageOf(error), errorCode, ...hint, error }
}

/** Somebody else undoes the run from now on. */
export function isSuperseded(error: unknown): boolean {
  return error instanceof FiredrillError && error.code === 'superseded'
}
