import type { Context } from '../context.ts'
import { type Bounds, lowerBound } from '../membership.ts'
import { THRESHOLDS } from '../thresholds.ts'

/**
 * Requests that the load generator should have made in a window and did not, by its own fault, and rows of its that could
 * not be read, each of which may have been a request of any window. Each might have failed; a filter cannot be asked of
 * them, so that all of them count.
 */
export function unsentIn(context: Context, bounds: Bounds): { bad: number; total: number } {
  const count = unsentMsIn(context, bounds).length
  return { bad: count, total: count }
}

/** When each of them was due, ascending; of a row that could not be read, the window's begin. */
export function unsentMsIn({ unsentMs, unreadRows }: Context, { startMs, endMs }: Bounds): number[] {
  const unread = new Array<number>(Math.min(unreadRows, THRESHOLDS.loadOpen)).fill(startMs)
  return unread.concat(unsentMs.slice(lowerBound(unsentMs, startMs), lowerBound(unsentMs, endMs)))
}
