/** Times in which something was wrong with an instance, without a break. */

import type { InstanceState } from '../../journal/events.ts'
import type { FaultSeen } from '../measurements.ts'
import type { Bounds } from '../membership.ts'
import { LOOK_MS, type Seen, type Watch } from './watch.ts'

/** So old, a process that was never healthy is unhealthy. */
const GROWN_MS = 5000
/** Half a look more than one: looks are not taken to the millisecond. */
export const ONE_LOOK_MS = 1.5 * LOOK_MS

/**
 * May it be said of this instance that it could not serve? Its engine's word for it tells nothing of that; and where no
 * instance ever served what it was asked directly, requests such as users make may only be served behind the edge.
 */
export function servingIsSeen({ seen }: Watch): (state: InstanceState) => boolean {
  const any = [...seen.values()].some((parts) =>
    parts.some(({ state }) => state.serves && state.by !== 'engine'),
  )
  return ({ by }) => any && by !== 'engine'
}

/** It said that it was ready, and could not serve or did not live; to be asked only where that could be seen. */
export function falseReadyRuns(seen: readonly Seen[]): Bounds[] {
  return joined(seen.filter(({ state: { ready, serves, alive } }) => ready === 200 && !(serves && alive)))
}

/** It served and did not say that it was ready. */
export function falseUnreadyRuns(seen: readonly Seen[]): Bounds[] {
  return joined(
    seen.filter(
      ({ state: { ready, serves, alive, endAsked } }) => serves && alive && !endAsked && ready !== 200,
    ),
  )
}

/**
 * Its process lived, nobody had asked it to end, and its health endpoint did not say 200, though it had before or was
 * 5 s old. A process is taken for a new one when its boot id is, when nothing lived before, and when a fault hit it.
 * None where there was nothing to ask.
 */
export function unhealthyRuns(seen: readonly Seen[], faults: readonly FaultSeen[]): Bounds[] {
  if (hasNoHealth(seen)) return []
  const parts: Bounds[] = []
  let life: { sinceMs: number; healthy: boolean; bootId: string | null } | null = null
  for (const { startMs, endMs, state } of seen) {
    if (!state.alive || state.endAsked) {
      life = null
      continue
    }
    if (
      life === null ||
      isAnother(life.bootId, state.bootId) ||
      wasHit(state.name, life.sinceMs, startMs, faults)
    )
      life = { sinceMs: startMs, healthy: false, bootId: state.bootId }
    life.bootId ??= state.bootId
    if (state.health === 200) life.healthy = true
    else {
      const fromMs: number = life.healthy ? startMs : Math.max(startMs, life.sinceMs + GROWN_MS)
      if (fromMs < endMs) parts.push({ startMs: fromMs, endMs })
    }
  }
  return joined(parts)
}

/** It said whether it was ready, and never a word of its health: no endpoint is configured for that. */
function hasNoHealth(seen: readonly Seen[]): boolean {
  return seen.every(({ state }) => state.health === null) && seen.some(({ state }) => state.ready !== null)
}

/** Is the boot id that of another process? One that is not known says nothing. */
export function isAnother(before: string | null, now: string | null): boolean {
  return before !== null && now !== null && before !== now
}

/** How long it was seen to be so within the window: from the second look on, because one may be a race. */
export function shownMs(run: Bounds, window: Bounds): number {
  return Math.max(0, Math.min(run.endMs, window.endMs) - Math.max(run.startMs + LOOK_MS, window.startMs))
}

function wasHit(name: string, sinceMs: number, untilMs: number, faults: readonly FaultSeen[]): boolean {
  return faults.some(
    ({ victim, instantMs }) =>
      victim === name && instantMs !== null && instantMs > sinceMs && instantMs <= untilMs,
  )
}

function joined(parts: readonly Bounds[]): Bounds[] {
  const runs: Bounds[] = []
  for (const { startMs, endMs } of parts) {
    const last = runs.at(-1)
    if (last && last.endMs === startMs) last.endMs = endMs
    else runs.push({ startMs, endMs })
  }
  return runs
}
