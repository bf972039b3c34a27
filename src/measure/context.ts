/** Everything that is worked out once of a record, and that the indicators then read. */
import type { Filter } from '../drill/objective.ts'
import type { Requests, RunRecord } from '../journal/record.ts'
import { arrivalsKnownUpTo, arrivalsOf } from './arrivals.ts'
import { type Baseline, baselineBounds, baselineOf, latencyBoundMs } from './baseline.ts'
import { atBest, type Doubt, doubtsOf, withUnsent } from './doubt.ts'
import { type Drop, dropsOf, unservedRequests } from './drops.ts'
import { faultsSeen } from './faults.ts'
import { matchesRequests } from './filter.ts'
import { type App, appsOf } from './instances/apps.ts'
import { type Watch, watchOf } from './instances/watch.ts'
import { instantsOf } from './instants.ts'
import { type Lateness, latenessOf } from './lateness.ts'
import { type Ledger, ledgerOf } from './ledger/ledger.ts'
import type { FaultSeen } from './measurements.ts'
import { type Bounds, momentOf } from './membership.ts'
import { HUNG_MS } from './moments.ts'
import { type OutageRules, outages, type ProbeOutage, slowProbeMs } from './outage.ts'
import { inDueOrder } from './probe-order.ts'
import { type Recovery, recoveryAfter } from './recovered.ts'
import { type Deploy, deploysOf } from './releases/deploys.ts'
import { type Rollback, rollbacksOf } from './releases/rollbacks.ts'
import { type Samples, type Selection, samplesOf, select } from './samples.ts'
import { loadStalls } from './stalls.ts'
import { THRESHOLDS } from './thresholds.ts'
import { type Span, windowsOf } from './windows.ts'

export interface Context {
  record: RunRecord
  spans: Span[]
  /** From the first phase's begin to the last one's end; null: no phase began. */
  judged: Bounds | null
  faults: FaultSeen[]
  samples: Samples
  /** The longest that a request can take, ms. */
  timeLimitMs: number
  baseline: Baseline
  drops: Drop[]
  lateness: Lateness
  /** Where the load generator stood still, within what is judged. */
  stalls: Bounds[]
  /** When each arrival was due that the generator did not make, by its own fault; ascending. */
  unsentMs: readonly number[]
  /** Rows of the load generator that could not be read. */
  unreadRows: number
  /** Where the load was not what the drill asked for, by the generator's own doing. */
  doubts: Doubt[]
  probeRules: OutageRules
  outages: PlacedOutage[]
  /** One for each fault, in their order. */
  recoveries: Recovery[]
  /** The same, were everything in doubt good. */
  recoveriesAtBest: Recovery[]
  watch: Watch
  apps: App[]
  deploys: Deploy[]
  rollbacks: Rollback[]
  ledger: Ledger
}

/** `atMs` decides on the window, as a request's moment does. */
export interface PlacedOutage extends ProbeOutage {
  atMs: number
}

/** k6's own default, for records that do not say. */
const DEFAULT_TIME_LIMIT_MS = 60_000
const DEFAULT_TICK_MS = 20
const FAILED = Number.POSITIVE_INFINITY

export function prepare(read: RunRecord): Context {
  const record = { ...read, probes: inDueOrder(read.probes) }
  const { events, requests, probes } = record
  const spans = windowsOf(record)
  const judged = judgedBounds(spans)
  const faults = faultsSeen(events)
  const phases = new Set(spans.map(({ name }) => name))
  // What was done outside of every phase has no window to draw requests into.
  const instants = instantsOf(events).filter(({ window }) => phases.has(window))
  const instantsMs = instants.map(({ instantMs }) => instantMs)
  const drops = dropsOf(record)
  const load = events.findLast((event) => event.type === 'load-started')
  const timeLimitMs = load?.requestTimeoutMs ?? DEFAULT_TIME_LIMIT_MS
  const calm = baselineBounds(spans, instants, record)
  const placing = { instantsMs, baseline: calm, timeLimitMs }
  const samples = samplesOf(requests, placing, unservedRequests(drops, record))
  const watch = watchOf(events)
  const apps = appsOf(events)
  const deploys = deploysOf(events, watch)
  const baseline = baselineOf(calm, samples, probes)
  const intervalMs = events.findLast((event) => event.type === 'probe-started')?.intervalMs ?? DEFAULT_TICK_MS
  const probeRules = { intervalMs, baselineP95Ms: baseline.probeP95Ms }
  const placed = outages(probes, probeRules).map((outage) => ({
    ...outage,
    // Only its first bad probe can tie it to a fault: an outage that was there before is not the fault's.
    atMs: momentOf(outage.startMs, outage.firstEndMs, instantsMs, Math.max(HUNG_MS, slowProbeMs(probeRules))),
  }))
  const firstDueMs = events.findLast((event) => event.type === 'load-first-due')?.dueMs ?? null
  const arrivalsMs = arrivalsOf(record)
  const { startMs, endMs } = judged ?? { startMs: 0, endMs: 0 }
  const bounds = { startMs, endMs: Math.max(startMs, Math.min(endMs, arrivalsKnownUpTo(record))) }
  const lateness = latenessOf({
    arrivalsMs,
    firstDueMs,
    ratePerSecond: load?.ratePerSecond ?? null,
    bounds,
    notAnswering: placed,
  })
  const stalls = loadStalls(arrivalsMs, record.drill.load.profile, firstDueMs, bounds)
  const doubts = doubtsOf({
    stretches: [...longStalls(stalls), ...lateness.late],
    requests,
    timeLimitMs,
  })
  const seenUpToMs = seenUpTo(record, judged, timeLimitMs)
  const lost = unstartedFailures(requests, samples)
  const clean = {
    samples: withUnsent(samples, lost, FAILED),
    seenUpToMs,
    boundMsIn: (window: string): number => latencyBoundMs(record.drill, window),
    baselineP95Ms: baseline.p95Ms,
  }
  const recoveries = faults.map((fault) => recoveryAfter(fault, { ...clean, spans }))
  const best = atBest(samples, doubts, requests)
  const lostAtBest = lost.filter(
    (ms) => !doubts.some(({ startMs, endMs }) => ms >= startMs && ms - timeLimitMs <= endMs),
  )
  const samplesAtBest = withUnsent(best, lostAtBest, FAILED)
  const recoveriesAtBest =
    best === samples && lostAtBest.length === lost.length
      ? recoveries
      : faults.map((fault) => recoveryAfter(fault, { ...clean, samples: samplesAtBest, spans }))
  return {
    record,
    spans,
    judged,
    faults,
    samples,
    timeLimitMs,
    baseline,
    drops,
    lateness,
    stalls,
    unsentMs: unsentMs(drops, lateness),
    unreadRows: events.findLast((event) => event.type === 'load-ended')?.malformedRows ?? 0,
    doubts,
    probeRules,
    outages: placed,
    recoveries,
    recoveriesAtBest,
    watch,
    apps,
    deploys,
    rollbacks: rollbacksOf({ ...clean, events, watch, apps, faults }),
    ledger: ledgerOf(record, faults),
  }
}

/**
 * When failed requests ended whose start is not known, ascending: as late as they may have begun. Clients have not
 * recovered before.
 */
function unstartedFailures({ ok, startMs, durationMs }: Requests, { uncertain }: Samples): number[] {
  const failed = [...uncertain].filter((row) => ok[row] !== 1)
  return failed.map((row) => startMs[row]! + durationMs[row]!).sort((a, b) => a - b)
}

/** What belongs to a window and passes a filter. */
export function samplesIn(context: Context, bounds: Bounds, filter: Filter = {}): Selection {
  const { samples, record } = context
  return select(samples, record.requests, bounds, matchesRequests(filter, record.requests))
}

function unsentMs(drops: readonly Drop[], { missingMs }: Lateness): number[] {
  const own = drops.filter(({ by }) => by === 'generator').map(({ atMs }) => atMs)
  return own.concat(missingMs).sort((a, b) => a - b)
}

/** Shorter ones are told, and made another load of no request. */
function longStalls(stalls: readonly Bounds[]): Doubt[] {
  return stalls
    .filter(({ startMs, endMs }) => endMs - startMs > THRESHOLDS.loadLateMs)
    .map((stall) => ({ ...stall, crowdMs: stall.endMs }))
}

function judgedBounds(spans: readonly Span[]): Bounds | null {
  const first = spans[0]
  if (!first) return null
  return {
    startMs: first.startMs,
    endMs: spans.reduce((latest, { endMs }) => Math.max(latest, endMs), first.endMs),
  }
}

/** Until when nothing that began can be missing: what was under way when the load was ended left no sample. */
function seenUpTo({ events }: RunRecord, judged: Bounds | null, timeLimitMs: number): number {
  const endMs = events.findLast((event) => event.type === 'load-ended')?.atMs ?? 0
  return Math.max(endMs - timeLimitMs, Math.min(judged?.endMs ?? 0, endMs))
}
