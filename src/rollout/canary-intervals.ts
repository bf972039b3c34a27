/** What the edge's log says of canary and control, interval by interval. */
import type { ComparedInterval, SideSeen } from '../measure/canary/compare.ts'
import type { CanarySettings } from '../target/target.ts'
import type { TrafficSample } from './rollout.ts'

export const CANARY = 'canary'
export const CONTROL = 'control'

/** The log is remembered for a minute: an interval that began longer ago stays as it was seen last. */
const STILL_COMPLETE_MS = 55_000

export interface Intervals {
  /** Reads the log anew. */
  update(samples: readonly TrafficSample[], nowMs: number): void
  seen(): ComparedInterval[]
}

export function createIntervals(
  startMs: number,
  { intervalMs, intervals }: Pick<CanarySettings, 'intervalMs' | 'intervals'>,
): Intervals {
  const seen: ComparedInterval[] = []
  return {
    update(samples, nowMs) {
      for (let k = 0; k < intervals; k++) {
        const fromMs = startMs + k * intervalMs
        if (fromMs > nowMs) return
        if (fromMs < nowMs - STILL_COMPLETE_MS && seen[k]) continue
        const within = samples.filter((each) => each.startMs >= fromMs && each.startMs < fromMs + intervalMs)
        seen[k] = { canary: sideOf(within, CANARY), control: sideOf(within, CONTROL) }
      }
    },
    seen: () => [...seen],
  }
}

/** Latency is that of good requests: failures are counted by themselves. */
function sideOf(samples: readonly TrafficSample[], name: string): SideSeen {
  const own = samples.filter(({ instance }) => instance === name)
  const good = own.filter(({ ok }) => ok)
  const sumMs = good.reduce((sum, { durationMs }) => sum + durationMs, 0)
  return {
    total: own.length,
    failed: own.length - good.length,
    meanMs: good.length === 0 ? null : sumMs / good.length,
  }
}
