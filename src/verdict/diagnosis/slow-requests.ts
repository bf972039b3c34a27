/** Good requests that were too slow for a latency objective, each with the instance that served it. */
import type { RunRecord } from '../../journal/record.ts'
import type { Measurements } from '../../measure/measurements.ts'
import { createMatcher } from '../../measure/traffic-match.ts'
import type { Breach, Slow, SlowRequest } from './scene.ts'
import { linesWhere } from './traffic-lines.ts'

/** A diagnosis needs shares, not all of them: of more, every so many-th is taken. */
const MOST = 4000
/** Between client and edge. */
const UNSEEN_MS = 50

/** Of the windows whose latency objective broke, over the limit of the lowest of these. */
export function slowOf(record: RunRecord, { windows }: Measurements, breaches: readonly Breach[]): Slow {
  const broken = breaches.filter(
    ({ clause }) =>
      clause.unit === 'ms' && /^p[\d.]+/.test(clause.objective) && !/fail/.test(clause.objective),
  )
  const limits = broken.flatMap(({ clause: { bound } }) =>
    typeof bound.value === 'number' ? [bound.value] : [],
  )
  const limitMs = Math.min(...limits)
  if (!Number.isFinite(limitMs)) return { limitMs, every: 1, requests: [] }
  const looked = windows.filter(({ name }) => broken.some(({ clause }) => clause.window === name))
  const { requests, traffic } = record
  const isSlow = (row: number): boolean => {
    if (requests.ok[row] !== 1 || requests.durationMs[row]! < limitMs) return false
    const startMs = requests.startMs[row]!
    return looked.some((window) => startMs >= window.startMs && startMs < window.endMs)
  }
  let count = 0
  for (let row = 0; row < requests.length; row++) if (isSlow(row)) count += 1
  const every = Math.max(1, Math.ceil(count / MOST))
  const taken: number[] = []
  let seen = 0
  for (let row = 0; row < requests.length && count > 0; row++) {
    if (!isSlow(row)) continue
    if (seen % every === 0) taken.push(row)
    seen += 1
  }
  // The edge does not see what the client waited for it; a line that is much faster is of another request.
  const match =
    traffic === null || taken.length === 0
      ? null
      : createMatcher(
          linesWhere(traffic, (line) => traffic.durationMs[line]! >= limitMs - UNSEEN_MS),
          requests,
        )
  const slow = taken.map((row): SlowRequest => {
    const [startMs, durationMs] = [requests.startMs[row]!, requests.durationMs[row]!]
    const told = requests.instance.values[requests.instance.codes[row]!] || null
    return { atMs: startMs, durationMs, instance: told ?? (match?.(row, startMs + durationMs) || null) }
  })
  return { limitMs, every, requests: slow.sort((a, b) => a.atMs - b.atMs) }
}
