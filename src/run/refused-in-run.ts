import { type ErrorCode, FiredrillError } from '../errors.ts'

/** What a run refuses to go on with: nothing of firedrill's own has failed. */
const REFUSALS: readonly ErrorCode[] = [
  'blast-radius',
  'host-not-allowed',
  'not-cleaned-up',
  'load-too-short',
]

/** Was the run ended because the next act was not allowed? It is aborted then, and not errored. */
export function isRefusalInRun(error: unknown): boolean {
  return error instanceof FiredrillError && REFUSALS.includes(error.code)
}
