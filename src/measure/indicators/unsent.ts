import type { Context } from '../context.ts'
import { type Bounds, holds } from '../membership.ts'

/** So many leave nothing decided. */
const MOST_UNREAD = 1_000_000

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
export function unsentMsIn({ drops, lateness, unreadRows }: Context, bounds: Bounds): number[] {
  const own = drops.filter(({ by }) => by === 'generator').map(({ atMs }) => atMs)
  const unread = Array.from({ length: Math.min(unreadRows, MOST_UNREAD) }, () => bounds.startMs)
  const unsent = own.concat(lateness.missingMs).filter((atMs) => holds(bounds, atMs))
  return unread.concat(unsent.sort((a, b) => a - b))
}
