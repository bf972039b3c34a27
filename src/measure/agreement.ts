/**
 * Do the load generator and the prober tell the same story? The prober asks one route, so that failures of other
 * operations are no disagreement; and a few slow answers that an edge's retry covered are seen, or not, by chance.
 */

import { formatMs } from '../units.ts'
import { latencyBoundMs } from './baseline.ts'
import type { Context, PlacedOutage } from './context.ts'
import type { Disagreement } from './disagreement.ts'
import { matchesRequests } from './filter.ts'
import { type Bounds, holds, lowerBound } from './membership.ts'
import { isBadProbe, slowProbeMs } from './outage.ts'
import { probeStalls } from './stalls.ts'

const TICKS = 3
/** Fewer requests than this say nothing of an outage, unless more are usual in as long a time. */
const LEAST_REQUESTS = 5
/** What is usual is taken from so long before an outage. */
const BEFORE_MS = 10_000
/** As many failures one after the other, without a good one, are an outage for k6. */
const LEAST_FAILURES = 10
/** So many slower ones among those of an outage show that k6 saw it too. */
const SLOW_SHARE = 0.1

export function disagreements(context: Context): Disagreement[] {
  return [...hiddenOutages(context), ...unseenFailures(context)]
}

/** The prober saw an outage where k6 shows neither failure nor slowness: client retries hide drops. */
function hiddenOutages(context: Context): Disagreement[] {
  const ticksMs = TICKS * context.probeRules.intervalMs
  return context.outages.flatMap((outage) => {
    const window = windowAt(context, outage.atMs)
    const lengthMs = outage.endMs - outage.startMs
    // Slow answers below the objective could have broken nothing, and one that failed may be all there was of it: the
    // good ones after it were on their way; see docs/decisions/0009.
    const failed = anyProbeFailed(outage, context) && outage.failedProbes >= TICKS
    if (window === null) return []
    const longMs = failed ? ticksMs : Math.max(ticksMs, latencyBoundMs(context.record.drill, window))
    if (lengthMs - stoodStillMs(outage, context) <= longMs) return []
    const shown = shownByLoad(outage, context)
    if (shown === 'shown') return []
    const saw = `the prober saw an outage of ${formatMs(lengthMs)} in which k6 shows`
    if (shown === 'not shown') return [{ window, what: `${saw} neither failure nor slowness` }]
    return [{ window, what: `${saw} no requests, where many are usual`, loadSilent: true }]
  })
}

function anyProbeFailed({ startMs, endMs }: Bounds, { record: { probes } }: Context): boolean {
  for (let row = 0; row < probes.length; row++)
    if (probes.ok[row] !== 1 && probes.dueMs[row]! >= startMs && probes.dueMs[row]! <= endMs) return true
  return false
}

/** How much of it the prober stood still itself: what it took for slow then was its own doing, a matter of its health. */
function stoodStillMs(outage: Bounds, { record: { probes }, probeRules: { intervalMs } }: Context): number {
  return probeStalls(probes, intervalMs, outage, 1)
    .map(({ startMs, endMs }) => Math.min(endMs, outage.endMs) - Math.max(startMs, outage.startMs))
    .reduce((sum, ms) => sum + ms, 0)
}

function shownByLoad(outage: PlacedOutage, context: Context): 'shown' | 'not shown' | 'silent' {
  const { record, baseline, probeRules, timeLimitMs, samples } = context
  const { startMs, durationMs } = record.requests
  const halfMs = (outage.endMs - outage.startMs) / 2
  const slowMs = Math.min(halfMs, Math.max(2 * probeRules.intervalMs, 3 * baseline.p95Ms))
  let [seen, slow] = [0, 0]
  const from = lowerBound(samples.atMs, outage.startMs - timeLimitMs)
  for (let i = from; i < samples.atMs.length && samples.atMs[i]! <= outage.endMs; i++) {
    const row = samples.row[i]!
    const never = samples.sent[i] === 0
    const endMs = never ? samples.atMs[i]! : startMs[row]! + durationMs[row]!
    if (endMs < outage.startMs) continue
    const tookMs = samples.durationMs[i]!
    if (tookMs >= halfMs) return 'shown'
    seen += 1
    if (tookMs > slowMs) slow += 1
  }
  if (overlapsUncertain(outage, context)) return 'shown'
  // Users who wait for an answer without end leave no request behind, as if nobody had asked.
  if (seen < LEAST_REQUESTS) return usualIn(outage, context) < 2 * LEAST_REQUESTS ? 'shown' : 'silent'
  return slow >= SLOW_SHARE * seen ? 'shown' : 'not shown'
}

/** How many requests there would have been, had they come as they did before. */
function usualIn({ startMs, endMs }: Bounds, { samples: { atMs } }: Context): number {
  const before = lowerBound(atMs, startMs) - lowerBound(atMs, startMs - BEFORE_MS)
  return (before * (endMs - startMs)) / BEFORE_MS
}

function overlapsUncertain(outage: Bounds, { samples, record: { requests }, timeLimitMs }: Context): boolean {
  return samples.uncertain.some((row) => {
    const endMs = requests.startMs[row]! + requests.durationMs[row]!
    return requests.ok[row] === 0 && endMs >= outage.startMs && endMs - timeLimitMs <= outage.endMs
  })
}

/** k6 got no answer where the prober did, for longer than three ticks, in which every probe was good. */
function unseenFailures(context: Context): Disagreement[] {
  const longMs = TICKS * context.probeRules.intervalMs
  return stretchesOfFailure(context).flatMap(({ startMs, endMs, count }) => {
    const window = windowAt(context, startMs)
    if (window === null || count < LEAST_FAILURES || endMs - startMs <= longMs) return []
    if (!probesWereGood({ startMs, endMs }, context)) return []
    const what = `${count} requests in a row had no answer over ${formatMs(endMs - startMs)} in which every probe was good`
    return [{ window, what }]
  })
}

/** k6's codes for a host that was not found, and for one that took no connection; its route plays no part in either. */
function isUnreached(code: number): boolean {
  return (code >= 1100 && code < 1200) || (code >= 1210 && code < 1220)
}

/** Rows of requests whose failure a good probe contradicts; any other route may fail while the prober's is well. */
function contradictable({ record: { requests, events } }: Context): (row: number) => boolean {
  const url = events.findLast((event) => event.type === 'probe-started')?.url
  const path = URL.parse(url ?? '')?.pathname
  const isProbed = path === undefined ? null : matchesRequests({ route: `GET ${path}` }, requests)
  return (row) => isUnreached(requests.error[row]!) || (isProbed?.(row) ?? false)
}

function stretchesOfFailure(context: Context): (Bounds & { count: number })[] {
  const { samples, record } = context
  const counts = contradictable(context)
  const stretches: (Bounds & { count: number })[] = []
  let now: (Bounds & { count: number }) | null = null
  for (let i = 0; i < samples.atMs.length; i++) {
    const atMs = samples.atMs[i]!
    // One that was never sent says nothing of what an answer would have been.
    if (samples.sent[i] === 0) continue
    // What was answered, however badly, was answered by somebody: the load generator only passes it on.
    const answered = record.requests.status[samples.row[i]!] !== 0
    if (answered || samples.durationMs[i] !== Number.POSITIVE_INFINITY) {
      now = null
    } else if (!counts(samples.row[i]!)) continue
    else if (now === null) {
      now = { startMs: atMs, endMs: atMs, count: 1 }
      stretches.push(now)
    } else {
      now.endMs = atMs
      now.count += 1
    }
  }
  return stretches
}

function probesWereGood(bounds: Bounds, { record: { probes }, probeRules, baseline }: Context): boolean {
  const slowMs = slowProbeMs({ ...probeRules, baselineP95Ms: baseline.probeP95Ms })
  let asked = 0
  for (let row = 0; row < probes.length; row++) {
    if (probes.endMs[row]! < bounds.startMs || probes.dueMs[row]! > bounds.endMs) continue
    if (isBadProbe(probes, row, slowMs)) return false
    asked += 1
  }
  return asked >= TICKS
}

function windowAt({ spans }: Context, atMs: number): string | null {
  return spans.find((span) => span.kind === 'phase' && holds(span, atMs))?.name ?? null
}
