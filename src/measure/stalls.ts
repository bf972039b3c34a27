import type { LoadProfile } from '../drill/model.ts'
import type { Probes } from '../journal/record.ts'
import type { Bounds } from './membership.ts'
import { THRESHOLDS } from './thresholds.ts'

/**
 * Gaps in which no iteration was started or dropped though many were due. An app that hangs makes none: in an open
 * model new iterations begin, or are dropped, all the same. Not known for a script's own scenarios.
 */
export function loadStalls(
  arrivalsMs: Float64Array,
  profile: LoadProfile,
  firstDueMs: number | null,
  bounds: Bounds,
): Bounds[] {
  if (profile.kind === 'script' || firstDueMs === null) return []
  const stalls: Bounds[] = []
  let lastMs = bounds.startMs
  const look = (atMs: number): void => {
    const due = dueBefore(profile, atMs - firstDueMs) - dueBefore(profile, lastMs - firstDueMs)
    if (atMs - lastMs > THRESHOLDS.loadStillMs && due > THRESHOLDS.loadStillArrivals)
      stalls.push({ startMs: lastMs, endMs: atMs })
  }
  for (const atMs of arrivalsMs) {
    if (atMs < bounds.startMs) continue
    if (atMs >= bounds.endMs) break
    look(atMs)
    lastMs = atMs
  }
  look(bounds.endMs)
  return stalls
}

/** Where probes were sent later than so many ticks, or not at all, by the prober's own fault. */
export function probeStalls(
  { length, dueMs, startMs }: Probes,
  intervalMs: number,
  bounds: Bounds,
  lateTicks: number = THRESHOLDS.probeLateTicks,
): Bounds[] {
  const longMs = lateTicks * intervalMs
  const stalls: Bounds[] = []
  const add = (stall: Bounds): void => {
    if (
      stall.endMs - stall.startMs <= longMs ||
      stall.endMs <= bounds.startMs ||
      stall.startMs >= bounds.endMs
    )
      return
    const last = stalls.at(-1)
    if (last && stall.startMs <= last.endMs) last.endMs = Math.max(last.endMs, stall.endMs)
    else stalls.push(stall)
  }
  for (let i = 0; i < length; i++) {
    // The gap before a probe counts from when the one after its neighbour was due.
    if (i > 0) add({ startMs: dueMs[i - 1]! + intervalMs, endMs: dueMs[i]! })
    add({ startMs: dueMs[i]!, endMs: startMs[i]! })
  }
  if (length > 0) add({ startMs: dueMs[length - 1]! + intervalMs, endMs: bounds.endMs })
  return stalls
}

/** How many arrivals were due up to a moment, counted from the first. */
function dueBefore(profile: Exclude<LoadProfile, { kind: 'script' }>, sinceMs: number): number {
  if (sinceMs <= 0) return 0
  if (profile.kind === 'constant-arrival-rate') return (sinceMs * profile.ratePerSecond) / 1000
  let due = 0
  let fromMs = 0
  let rate = profile.startPerSecond
  for (const { toPerSecond, durationMs } of profile.stages) {
    if (sinceMs <= fromMs) return due
    const partMs = Math.min(durationMs, sinceMs - fromMs)
    const reached = durationMs === 0 ? toPerSecond : rate + ((toPerSecond - rate) * partMs) / durationMs
    due += (((rate + reached) / 2) * partMs) / 1000
    fromMs += durationMs
    rate = toPerSecond
  }
  // The last rate is held.
  return due + (rate * (sinceMs - fromMs)) / 1000
}
