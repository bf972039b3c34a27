/**
 * Which requests belong to which window. A request that was in flight at an instant at which something was done to the
 * app belongs to that one's window, even when it began before (most of those that a kill breaks did), unless it had hung
 * by then; all others go by their start. So each has one moment, and belongs to the windows that hold this moment. One
 * whose start is not known belongs to every window that holds a moment that it may have.
 */

export interface Bounds {
  startMs: number
  endMs: number
}

/**
 * The moment that decides: the first instant within the request's interval, else its start. `patienceMs`: under way for
 * longer than this by the instant, it had hung.
 */
export function momentOf(
  startMs: number,
  endMs: number,
  instantsMs: readonly number[],
  patienceMs = Number.POSITIVE_INFINITY,
): number {
  for (const instantMs of instantsMs) {
    if (instantMs > endMs) break
    if (instantMs >= startMs) return instantMs - startMs > patienceMs ? startMs : instantMs
  }
  return startMs
}

/** A window holds its first moment and not its last: two that touch share none. */
export function holds({ startMs, endMs }: Bounds, momentMs: number): boolean {
  return momentMs >= startMs && momentMs < endMs
}

export interface Unstarted {
  /** It began no earlier. */
  earliestMs: number
  endMs: number
  patienceMs: number
}

/** May a request whose start is not known have its moment in the window? */
export function mayHold(
  bounds: Bounds,
  { earliestMs, endMs, patienceMs }: Unstarted,
  instantsMs: readonly number[],
): boolean {
  let fromMs = earliestMs
  for (const instantMs of instantsMs) {
    if (instantMs > endMs) break
    if (instantMs < earliestMs) continue
    const hungMs = instantMs - patienceMs
    if (holds(bounds, instantMs) || (hungMs > fromMs && touches(bounds, fromMs, hungMs))) return true
    // One that began later was not in flight then.
    fromMs = instantMs
  }
  return touches(bounds, fromMs, endMs)
}

function touches({ startMs, endMs }: Bounds, fromMs: number, toMs: number): boolean {
  return toMs >= startMs && fromMs < endMs
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
