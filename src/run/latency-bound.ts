import type { ResolvedDrill } from '../drill/model.ts'

/** Without a latency objective, recovery is held against this p95. */
const DEFAULT_MS = 150

/** The bound of the drill's own latency objective, ms: recovery is held against a third of it. */
export function latencyBoundMs(drill: ResolvedDrill): number {
  const latency = drill.expect.find(
    ({ indicator, bound }) => indicator.kind === 'latency' && bound.op !== 'notWorseThan',
  )
  return latency && latency.bound.op !== 'notWorseThan' ? latency.bound.value : DEFAULT_MS
}
