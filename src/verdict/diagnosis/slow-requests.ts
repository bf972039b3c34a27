/** Good requests that were too slow for a latency objective, each with the instance that served it. */
import { createMatcher } from '../../measure/traffic-match.ts'
import type { Scene } from './scene.ts'

export interface Slow {
  atMs: number
  durationMs: number
  /** Null: not known. */
  instance: string | null
}

/** A diagnosis needs shares, not all of them. */
const MOST = 50_000

/** Of the windows whose latency objective broke, over the limit of the first of these; ascending. */
export function slowOf({ record, breaches, measurements }: Scene): { slow: Slow[]; limitMs: number } {
  const broken = breaches.filter(
    ({ clause }) =>
      clause.unit === 'ms' && /^p[\d.]+/.test(clause.objective) && !/fail/.test(clause.objective),
  )
  const limitMs = Math.min(
    ...broken.flatMap(({ clause: { bound } }) => (typeof bound.value === 'number' ? [bound.value] : [])),
  )
  if (!Number.isFinite(limitMs)) return { slow: [], limitMs }
  const windows = measurements.windows.filter(({ name }) =>
    broken.some(({ clause }) => clause.window === name),
  )
  const { requests, traffic } = record
  const match = traffic === null ? null : createMatcher(traffic, requests)
  const slow: Slow[] = []
  for (let row = 0; row < requests.length && slow.length < MOST; row++) {
    const [startMs, durationMs] = [requests.startMs[row]!, requests.durationMs[row]!]
    if (requests.ok[row] !== 1 || durationMs < limitMs) continue
    if (!windows.some((window) => startMs >= window.startMs && startMs < window.endMs)) continue
    const told = requests.instance.values[requests.instance.codes[row]!] || null
    slow.push({ atMs: startMs, durationMs, instance: told ?? (match?.(row, startMs + durationMs) || null) })
  }
  return { slow: slow.sort((a, b) => a.atMs - b.atMs), limitMs }
}
