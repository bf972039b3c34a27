import type { Context } from '../context.ts'
import { type Bounds, holds } from '../membership.ts'

/**
 * Requests that the load generator should have made in a window and did not, by its own fault. Each might have failed;
 * a filter cannot be asked of what was never sent, so that all of them count.
 */
export function unsentIn(context: Context, bounds: Bounds): { bad: number; total: number } {
  const count = unsentMsIn(context, bounds).length
  return { bad: count, total: count }
}

/** When each of them was due, ascending. */
export function unsentMsIn({ drops, lateness }: Context, bounds: Bounds): number[] {
  const own = drops.filter(({ by }) => by === 'generator').map(({ atMs }) => atMs)
  return [...own, ...lateness.missingMs].filter((atMs) => holds(bounds, atMs)).sort((a, b) => a - b)
}
