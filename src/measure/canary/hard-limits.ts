/** What a canary must not do even for a moment; it is not compared with anything. */
import { formatMs, formatRatio } from '../../units.ts'
import { quantileOf } from '../percentile.ts'

export interface HardLimits {
  hardErrors: number
  hardP95Ms: number
  /** Fewer requests show nothing. */
  minRequests: number
}

/** Which limit is broken by these requests, in words; null: none. Failures are slower than anything. */
export function brokenLimit(
  requests: readonly { durationMs: number; ok: boolean }[],
  { hardErrors, hardP95Ms, minRequests }: HardLimits,
): string | null {
  const total = requests.length
  if (total < Math.max(1, minRequests)) return null
  const failed = requests.filter(({ ok }) => !ok).length
  if (failed / total > hardErrors)
    return `${failed} of ${total} requests failed: ${formatRatio(failed / total)}, above the hard limit of ${formatRatio(hardErrors)}`
  const durations = requests.map(({ durationMs, ok }) => (ok ? durationMs : Number.POSITIVE_INFINITY))
  const p95Ms = quantileOf(Float64Array.from(durations).sort(), 0.95)
  if (p95Ms !== null && p95Ms > hardP95Ms)
    return `p95 of ${total} requests is ${formatMs(p95Ms)}, above the hard limit of ${formatMs(hardP95Ms)}`
  return null
}
