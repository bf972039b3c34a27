/**
 * Which requests belong to which window. A request that was in flight at an instant at which something was done to the
 * app belongs to that one's window, even when it began before (most of those that a kill breaks did); all others go by
 * their start. So each has
 * one moment, and belongs to the windows that hold this moment. One whose start is not known belongs to every window
 * that it may have begun in.
 */

export interface Bounds {
  startMs: number
  endMs: number
}

/** The moment that decides: the first instant within the request's interval, else its start. */
export function momentOf(startMs: number, endMs: number, instantsMs: readonly number[]): number {
  for (const instantMs of instantsMs) {
    if (instantMs > endMs) break
    if (instantMs >= startMs) return instantMs
  }
  return startMs
}

/** A window holds its first moment and not its last: two that touch share none. */
export function holds({ startMs, endMs }: Bounds, momentMs: number): boolean {
  return momentMs >= startMs && momentMs < endMs
}

/** May a request that ended then, and took at most the request time limit, have begun in the window? */
export function mayHold({ startMs, endMs }: Bounds, requestEndMs: number, timeLimitMs: number): boolean {
  return requestEndMs >= startMs && requestEndMs - timeLimitMs < endMs
}

/** The first index whose (ascending) value is not below the limit. */
export function lowerBound(values: ArrayLike<number>, limit: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle]! < limit) low = middle + 1
    else high = middle
  }
  return low
}
