import type { PlacedOutage } from './context.ts'
import { type Bounds, holds } from './membership.ts'

/** The part of an outage that counts against a window: from its begin where it belongs to it, up to the window's end. */
export function outageWithinMs(outage: PlacedOutage, bounds: Bounds): number {
  const fromMs = holds(bounds, outage.atMs) ? outage.startMs : Math.max(outage.atMs, bounds.startMs)
  const toMs = outage.open ? bounds.endMs : Math.min(outage.endMs, bounds.endMs)
  return Math.max(0, toMs - fromMs)
}

/**
 * How long an outage interrupted a window: its whole length where it belongs to it, +∞ when it never ended; else the
 * part that reached into the window.
 */
export function interruptedMs(outage: PlacedOutage, bounds: Bounds): number {
  if (!holds(bounds, outage.atMs)) return outageWithinMs(outage, bounds)
  return outage.open ? Number.POSITIVE_INFINITY : outage.endMs - outage.startMs
}
