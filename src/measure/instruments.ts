import type { RunRecord } from '../journal/record.ts'
import { clockSteps } from './clock.ts'
import type { Context } from './context.ts'
import type { InstrumentHealth } from './instrument-health.ts'
import { type Bounds, holds } from './membership.ts'
import { probeStalls } from './stalls.ts'
import { THRESHOLDS } from './thresholds.ts'

/** How well the load generator, the prober and the harness itself did over what is judged. */
export function instrumentHealth(context: Context): InstrumentHealth {
  const { record, judged, lateness, stalls, probeRules } = context
  const bounds = judged ?? { startMs: 0, endMs: 0 }
  const loadEnd = record.events.findLast((event) => event.type === 'load-ended')
  const probeEnd = record.events.findLast((event) => event.type === 'probe-ended')
  return {
    load: {
      crashed:
        endedEarly(record, 'load-started', loadEnd, bounds) ||
        Math.max(loadEnd?.malformedRows ?? 0, lateness.missingMs.length) >= THRESHOLDS.loadOpen,
      stalls,
      latenessMaxMs: lateness.maxMs,
      latenessP99Ms: lateness.p99Ms,
      missing: lateness.missingMs.length,
      malformedRows: loadEnd?.malformedRows ?? 0,
      latenessBasis: lateness.basis,
    },
    probe: {
      crashed: endedEarly(record, 'probe-started', probeEnd, bounds),
      stalls: probeStalls(record.probes, probeRules.intervalMs, bounds),
      latenessMaxMs: probeLatenessMs(record, bounds),
      missed: probeEnd?.missed ?? 0,
      ...(probeEnd?.malformedLines ? { malformedLines: probeEnd.malformedLines } : {}),
    },
    harness: { loopDelayMaxMs: loopDelayMs(record, bounds) },
    machine: machineOver(record, bounds),
    clockSteps: clockSteps(record.events),
  }
}

/** Ended before the last window did, unasked; or of its own and not well; or nothing is known of its end. */
function endedEarly(
  { events }: RunRecord,
  started: 'load-started' | 'probe-started',
  end: { asked: boolean; exitCode: number | null; atMs: number } | undefined,
  bounds: Bounds,
): boolean {
  if (!end) return events.some(({ type }) => type === started)
  return !end.asked && (end.exitCode !== 0 || end.atMs < bounds.endMs)
}

function probeLatenessMs({ probes }: RunRecord, bounds: Bounds): number {
  let latest = 0
  for (let row = 0; row < probes.length; row++) {
    if (!holds(bounds, probes.dueMs[row]!)) continue
    latest = Math.max(latest, probes.startMs[row]! - probes.dueMs[row]!)
  }
  return latest
}

function loopDelayMs({ events }: RunRecord, bounds: Bounds): number {
  return events.reduce(
    (most, event) =>
      event.type === 'instruments' && holds(bounds, event.atMs) ? Math.max(most, event.loopDelayMaxMs) : most,
    0,
  )
}

function machineOver({ events }: RunRecord, bounds: Bounds): NonNullable<InstrumentHealth['machine']> | null {
  const seen = events.flatMap((event) =>
    event.type === 'instruments' && event.machine && holds(bounds, event.atMs) ? [event.machine] : [],
  )
  if (seen.length === 0) return null
  const waits = seen.flatMap(({ waiting }) => waiting ?? [])
  const runnable = seen.flatMap((one) => one.runnable ?? [])
  return {
    stolenMax: seen.reduce((most, { stolen }) => Math.max(most, stolen), 0),
    waiting: waits.length === 0 ? null : waits.reduce((sum, one) => sum + one, 0) / waits.length,
    runnableMax: runnable.length === 0 ? null : runnable.reduce((a, b) => Math.max(a, b)),
  }
}
