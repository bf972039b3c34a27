import { ERRORS, type ErrorCode, EXIT } from '../errors.ts'
import type { RunOutcome } from '../journal/events.ts'
import type { VerdictValue } from './schema.ts'

export interface Ending {
  verdict: VerdictValue
  run: RunOutcome
  cleanup: 'clean' | 'dirty'
  /** The code of the error that ended an errored run, or of the refusal that ended an aborted one. */
  errorCode: string | null
  /** The signal that ended an interrupted run. */
  signal: string | null
}

const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: EXIT.sighup,
  SIGINT: EXIT.sigint,
  SIGTERM: EXIT.sigterm,
}

/** Where several hold: the harness's error (70 or its own code) or a refusal (77), signals, 3, 4, 1, 2, 0. */
export function exitCode({ verdict, run, cleanup, errorCode, signal }: Ending): number {
  if (run === 'errored' || (run === 'aborted' && errorCode !== null)) return codeOf(errorCode)
  if (run === 'interrupted') return SIGNALS[signal ?? ''] ?? EXIT.sigint
  if (cleanup === 'dirty') return EXIT.dirty
  if (run === 'aborted') return EXIT.aborted
  return EXIT[verdict]
}

function codeOf(errorCode: string | null): number {
  if (errorCode === null || !Object.hasOwn(ERRORS, errorCode)) return EXIT.harness
  return ERRORS[errorCode as ErrorCode].exit
}
