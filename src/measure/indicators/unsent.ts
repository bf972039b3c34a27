import type { Context } from '../context.ts'
import { countWithin } from '../lateness.ts'
import type { Bounds } from '../membership.ts'

/**
 * Requests that the load generator should have made in a window and did not, by its own fault. Each might have failed;
 * a filter cannot be asked of what was never sent, so that all of them count.
 */
export function unsentIn({ drops, lateness }: Context, bounds: Bounds): { bad: number; total: number } {
  const own = drops.filter(({ by }) => by === 'generator').map(({ atMs }) => atMs)
  const count = countWithin(own, bounds) + countWithin(lateness.missingMs, bounds)
  return { bad: count, total: count }
}
