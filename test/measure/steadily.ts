import type { Objective } from '../../src/drill/objective.ts'
import type { ProbeInput, RequestInput } from './record-input.ts'

export interface Steadily {
  fromMs: number
  toMs: number
  /** 200 unless given. */
  ratePerSecond?: number
  durationMs?: number
  /** Taken in turns; `read` and `write` unless given. */
  operations?: string[]
}

/** Good requests at an even rate. */
export function steadyRequests(options: Steadily): RequestInput[] {
  const { fromMs, toMs, ratePerSecond = 200, durationMs = 10, operations = ['read', 'write'] } = options
  const count = Math.floor(((toMs - fromMs) * ratePerSecond) / 1000)
  return Array.from({ length: count }, (_, k) => ({
    startMs: fromMs + (k * 1000) / ratePerSecond,
    durationMs,
    operation: operations[k % operations.length] ?? '',
    method: operations[k % operations.length] === 'write' ? 'POST' : 'GET',
  }))
}

/** Good probes at every due moment, each answered after `tookMs` (3 unless given). */
export function steadyProbes(options: {
  fromMs: number
  toMs: number
  intervalMs?: number
  tookMs?: number
}): ProbeInput[] {
  const { fromMs, toMs, intervalMs = 20, tookMs = 3 } = options
  const count = Math.floor((toMs - fromMs) / intervalMs)
  return Array.from({ length: count }, (_, k) => ({ dueMs: fromMs + k * intervalMs, tookMs }))
}

export function objective(
  indicator: Objective['indicator'],
  bound: Objective['bound'],
  more: Partial<Objective> = {},
): Objective {
  return { indicator, bound, filter: {}, over: 'window', place: 'drills/kill-node.ts:1', ...more }
}

export const p95Below150: Objective = objective(
  { kind: 'latency', percentile: 95 },
  { op: 'below', value: 150 },
)
export const uptimeThreeNines: Objective = objective(
  { kind: 'uptime', by: 'requests' },
  { op: 'atLeast', value: 0.999 },
)
