import type { ResolvedDrill } from '../drill/model.ts'
import type { Probes, RunRecord } from '../journal/record.ts'
import type { Instant } from './instants.ts'
import { type Bounds, holds, lowerBound } from './membership.ts'
import { phasesOf } from './phases.ts'
import { quantileIn } from './ranks.ts'
import type { Samples } from './samples.ts'
import type { Span } from './windows.ts'

/** Where a drill has no latency objective, what firedrill holds every drill to. */
const DEFAULT_BOUND_MS = 150

/** How things were while nothing was wrong. Milliseconds; 0 where there was nothing to see. */
export interface Baseline {
  bounds: Bounds | null
  /** Of good requests. */
  p95Ms: number
  /** Of good probes. */
  probeP95Ms: number
}

/**
 * The first phase in which nothing was done to the app, before anything was; else what lies between the warm-up and
 * the first that was done. `instants`: ascending.
 */
export function baselineBounds(
  spans: readonly Span[],
  instants: readonly Instant[],
  { events }: RunRecord,
): Bounds | null {
  const firstMs = instants[0]?.instantMs ?? Number.POSITIVE_INFINITY
  const phase = spans.find(
    ({ kind, name, endMs }) =>
      kind === 'phase' && endMs <= firstMs && !instants.some(({ window }) => window === name),
  )
  if (phase) return { startMs: phase.startMs, endMs: phase.endMs }
  const warmMs = events.find(({ type }) => type === 'warm-up-ended')?.atMs
  if (warmMs === undefined || !Number.isFinite(firstMs) || warmMs >= firstMs) return null
  return { startMs: warmMs, endMs: firstMs }
}

export function baselineOf(bounds: Bounds | null, samples: Samples, probes: Probes): Baseline {
  if (bounds === null) return { bounds, p95Ms: 0, probeP95Ms: 0 }
  const from = lowerBound(samples.atMs, bounds.startMs)
  const to = lowerBound(samples.atMs, bounds.endMs)
  const good = finiteOf(samples.durationMs.subarray(from, to))
  const asked: number[] = []
  for (let row = 0; row < probes.length; row++) {
    const counts = probes.ok[row] === 1 && holds(bounds, probes.dueMs[row]!)
    if (counts) asked.push(probes.endMs[row]! - probes.startMs[row]!)
  }
  return {
    bounds,
    p95Ms: quantileIn(good, 0.95) ?? 0,
    probeP95Ms: quantileIn(Float32Array.from(asked), 0.95) ?? 0,
  }
}

/** Without the failures. The library's `filter` takes ten times the memory of what it returns. */
function finiteOf(values: Float32Array): Float32Array {
  const finite = new Float32Array(values.length)
  let count = 0
  for (const value of values) if (value < Number.POSITIVE_INFINITY) finite[count++] = value
  return finite.subarray(0, count)
}

/**
 * The strictest bound, ms, that the drill or this phase sets to the p95 of all requests, a third of which recovery is held
 * against; without one, 150. That of a route says nothing of all requests, and a median nothing of a p95.
 * See docs/decisions/0103-what-recovery-is-held-against.md.
 */
export function latencyBoundMs(drill: ResolvedDrill, window: string): number {
  const phase = phasesOf(drill).find(({ name }) => name === window.split('[')[0])
  const bounds = [...drill.expect, ...(phase?.expect ?? [])].flatMap(({ indicator, filter, bound }) => {
    const isCeiling = bound.op === 'below' || bound.op === 'atMost'
    const isOfAll = Object.values(filter).every((value) => value === undefined)
    return isCeiling && isOfAll && indicator.kind === 'latency' && indicator.percentile >= 95
      ? [bound.value]
      : []
  })
  return bounds.length === 0 ? DEFAULT_BOUND_MS : Math.min(...bounds)
}
