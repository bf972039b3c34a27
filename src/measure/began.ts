/**
 * When a request began. k6 tells only the end of a connect that failed; the load generator's decoder puts its begin where its
 * iteration began, or leaves it open. One that was refused was so at once, whatever its user had done before.
 */
import type { Requests } from '../journal/record.ts'

/** k6's code for it. */
export const REFUSED = 1212

/** Is it known when it began? */
export function isPlaced({ certain, error }: Pick<Requests, 'certain' | 'error'>, row: number): boolean {
  return certain[row] === 1 || error[row] === REFUSED
}

/** Run ms; of one of which that is not known, the earliest that it can be. */
export function beganMs(
  { startMs, durationMs, error }: Pick<Requests, 'startMs' | 'durationMs' | 'error'>,
  row: number,
): number {
  return error[row] === REFUSED ? startMs[row]! + durationMs[row]! : startMs[row]!
}

/** As far as it is known; else as long as it may have. */
export function tookMs(requests: Pick<Requests, 'startMs' | 'durationMs' | 'error'>, row: number): number {
  return requests.error[row] === REFUSED ? 0 : requests.durationMs[row]!
}
