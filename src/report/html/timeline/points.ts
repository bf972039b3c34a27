/** The samples of a run as a timeline draws them: exact in each bucket, and never more buckets than can be seen. */
import { countsOf, percentilesOf, type Sampled, type Stretch } from '../../series.ts'

/** One value a bucket. Seconds of the run; requests a second; ms, -1: endless (JSON has no ∞), null: no requests. */
export interface Points {
  from: number
  step: number
  good: number[]
  answered: number[]
  unanswered: number[]
  unsent: number[]
  p50: (number | null)[]
  p95: (number | null)[]
  p99: (number | null)[]
}

/** About as many as a wide screen has pixels. */
const MOST = 1200
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600].map((seconds) => seconds * 1000)
const LONGEST_STEP_MS = 3_600_000
const CLOSE_STEPS_MS = [100, 200, 500] as const
/** In fewer requests a percentile tells little. */
const ENOUGH = 20
/** So much of a run is told in narrow buckets. */
const MOST_CLOSE_MS = 180_000
/** To both sides of a moment that matters. */
const CLOSE_MS = 15_000

/** By whole seconds, or as many as it takes for a long run. */
export function wholePoints(record: Sampled, { fromMs, toMs }: Stretch): Points {
  const begin = Math.floor(fromMs / 1000) * 1000
  const end = Math.max(begin + 1000, Math.ceil(toMs / 1000) * 1000)
  const hours = Math.ceil((end - begin) / MOST / LONGEST_STEP_MS)
  const stepMs = STEPS_MS.find((step) => (end - begin) / step <= MOST) ?? hours * LONGEST_STEP_MS
  return pointsOf(record, { fromMs: begin, toMs: end }, stepMs)
}

/** In buckets as narrow as their requests allow, around the moments that matter; the first of them matter most. */
export function closePoints(record: Sampled, within: Stretch, momentsMs: readonly number[]): Points[] {
  const stretches: Stretch[] = []
  let leftMs = MOST_CLOSE_MS
  for (const atMs of momentsMs) {
    const known = stretches.find(
      ({ fromMs, toMs }) => atMs - CLOSE_MS / 2 >= fromMs && atMs + CLOSE_MS / 2 <= toMs,
    )
    if (known || leftMs < 2 * CLOSE_MS) continue
    leftMs -= 2 * CLOSE_MS
    const fromMs = Math.max(within.fromMs, Math.floor((atMs - CLOSE_MS) / 1000) * 1000)
    const toMs = Math.min(within.toMs, Math.ceil((atMs + CLOSE_MS) / 1000) * 1000)
    if (toMs > fromMs) stretches.push({ fromMs, toMs })
  }
  return stretches.flatMap((stretch) => {
    const lengthMs = stretch.toMs - stretch.fromMs
    const { good, answered, unanswered } = countsOf(record, stretch, lengthMs)
    const sent = (good[0] ?? 0) + (answered[0] ?? 0) + (unanswered[0] ?? 0)
    const stepMs = CLOSE_STEPS_MS.find((step) => (sent / lengthMs) * step >= ENOUGH)
    return stepMs === undefined ? [] : [pointsOf(record, stretch, stepMs)]
  })
}

/** Of a bucket longer than a second: of each number its worst second, so that no short outage is spread until it cannot be seen. */
export function pointsOf(record: Sampled, stretch: Stretch, stepMs: number): Points {
  const counted = countsOf(record, stretch, Math.min(stepMs, 1000))
  const perBucket = Math.max(1, Math.round(stepMs / 1000))
  const perSecond = 1000 / Math.min(stepMs, 1000)
  const rates = (counts: readonly number[], worst: (...values: number[]) => number): number[] =>
    Array.from({ length: Math.ceil(counts.length / perBucket) }, (_, k) =>
      rounded(worst(...counts.slice(k * perBucket, (k + 1) * perBucket)) * perSecond),
    )
  const { p50, p95, p99 } = percentilesOf(record, stretch, Math.min(stepMs, 1000), perBucket)
  return {
    from: stretch.fromMs / 1000,
    step: stepMs / 1000,
    good: rates(counted.good, Math.min),
    answered: rates(counted.answered, Math.max),
    unanswered: rates(counted.unanswered, Math.max),
    unsent: rates(counted.unsent, Math.max),
    p50: p50.map(told),
    p95: p95.map(told),
    p99: p99.map(told),
  }
}

function told(ms: number | null): number | null {
  if (ms === null) return null
  return Number.isFinite(ms) ? rounded(ms) : -1
}

/** Four digits are more than can be drawn. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
