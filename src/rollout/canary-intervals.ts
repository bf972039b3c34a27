/** What the edge's log says of canary and control, interval by interval. */
import type { ComparedInterval, SideSeen } from '../measure/canary/compare.ts'
import type { CanarySettings } from '../target/target.ts'
import type { TrafficSample } from './rollout.ts'

export const CANARY = 'canary'
export const CONTROL = 'control'

export interface Intervals {
  /** Each request once, whenever its line came: it counts for the interval in which it began. */
  add(samples: readonly TrafficSample[]): void
  /** Those that have begun. */
  seen(nowMs: number): ComparedInterval[]
}

export function createIntervals(
  startMs: number,
  { intervalMs, intervals }: Pick<CanarySettings, 'intervalMs' | 'intervals'>,
): Intervals {
  const all = Array.from({ length: intervals }, () => ({ [CANARY]: createSide(), [CONTROL]: createSide() }))
  const at = (ms: number): number => Math.floor((ms - startMs) / intervalMs)
  return {
    add(samples) {
      for (const sample of samples) {
        const { instance } = sample
        if (instance === CANARY || instance === CONTROL) all[at(sample.startMs)]?.[instance].add(sample)
      }
    },
    seen: (nowMs) =>
      all
        .slice(0, Math.max(0, at(nowMs) + 1))
        .map(({ canary, control }) => ({ canary: canary.seen(), control: control.seen() })),
  }
}

/** Latency is that of good requests: failures are counted by themselves. */
function createSide() {
  let total = 0
  let good = 0
  let sumMs = 0
  return {
    add({ ok, durationMs }: TrafficSample): void {
      total += 1
      if (!ok) return
      good += 1
      sumMs += durationMs
    },
    seen: (): SideSeen => ({ total, failed: total - good, meanMs: good === 0 ? null : sumMs / good }),
  }
}
