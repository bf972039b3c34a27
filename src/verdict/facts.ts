/** The parts of a verdict that are taken over from the record and its measurements as they are. */
import type { RunRecord } from '../journal/record.ts'
import type { InstrumentHealth } from '../measure/instrument-health.ts'
import type { Measurements } from '../measure/measurements.ts'
import { formatMs } from '../units.ts'
import type { Verdict } from './schema.ts'
import { formatCount } from './wording.ts'

const asMs = (ms: number): number => Math.round(ms * 1000) / 1000
const asMsOrNull = (ms: number | null): number | null => (ms === null ? null : asMs(ms))

export function windowsSeen({ windows }: Measurements): Verdict['windows'] {
  return windows.map(({ name, kind, startMs, endMs, requests, dropped }) => ({
    name,
    kind,
    startMs: asMs(startMs),
    endMs: asMs(endMs),
    requests: requests.total,
    failed: requests.failed,
    droppedByApp: dropped.byApp,
    droppedByGenerator: dropped.byGenerator,
  }))
}

export function faultsSeen({ faults, recovery, failures }: Measurements): Verdict['faults'] {
  return faults.map(({ fault, victim, window, instantMs, landed, healed }, index) => {
    const same = { fault, window }
    const nth = faults
      .slice(0, index)
      .filter((other) => other.fault === fault && other.window === window).length
    const recovered = matching(recovery, same)[nth]
    const failed = matching(failures, same)[nth]
    return {
      fault,
      victim,
      window,
      instantMs: asMsOrNull(instantMs),
      landed: landed?.seen ?? false,
      healed: healed?.seen ?? null,
      evidence: [...(landed?.evidence ?? []), ...(healed?.evidence ?? [])],
      firstErrorMs: asMsOrNull(recovered?.firstErrorMs ?? null),
      lastErrorMs: asMsOrNull(recovered?.lastErrorMs ?? null),
      recoveredMs: asMsOrNull(recovered?.recoveredMs ?? null),
      failures: failed
        ? {
            total: failed.total,
            inFlight: failed.inFlight,
            afterwards: failed.afterwards,
            elsewhere: failed.elsewhere,
            basis: failed.basis,
          }
        : null,
    }
  })
}

function matching<T extends { fault: string; window: string }>(
  items: readonly T[],
  { fault, window }: { fault: string; window: string },
): T[] {
  return items.filter((item) => item.fault === fault && item.window === window)
}

export function outagesSeen({ outages }: Measurements): Verdict['outages'] {
  return outages.map(({ window, startMs, endMs, open }) => ({
    window,
    startMs: asMs(startMs),
    lengthMs: open ? 'never' : asMs(endMs - startMs),
  }))
}

export function releasesSeen({ events }: RunRecord): Verdict['releases'] {
  const last = events.findLast((event) => event.type === 'instances')
  if (last?.type !== 'instances') return []
  return last.instances.map(({ name, release, ready }) => ({
    instance: name,
    version: release?.version ?? null,
    digest: release?.digest ?? null,
    ready,
  }))
}

export function instrumentsSeen({ instruments, agreement }: Measurements): Verdict['instruments'] {
  const disagreements = agreement.map(({ window, what }) => `in ${window}: ${what}`)
  return {
    loadLatenessMaxMs: asMs(instruments.load.latenessMaxMs),
    probeLatenessMaxMs: asMs(instruments.probe.latenessMaxMs),
    loopDelayMaxMs: asMs(instruments.harness.loopDelayMaxMs),
    findings: [...findings(instruments), ...disagreements],
  }
}

function findings({ load, probe, clockSteps }: InstrumentHealth): string[] {
  const said = (holds: boolean, words: string): string[] => (holds ? [words] : [])
  return [
    ...said(load.crashed, 'the load generator ended early'),
    ...load.stalls.map((stall) => `the load generator stalled for ${formatMs(stall.endMs - stall.startMs)}`),
    ...said(load.missing > 0, `${formatCount(load.missing)} arrivals were due and not sent`),
    ...said(load.malformedRows > 0, `${formatCount(load.malformedRows)} rows of the load could not be read`),
    ...said(probe.crashed, 'the prober ended early'),
    ...probe.stalls.map((stall) => `the prober stalled for ${formatMs(stall.endMs - stall.startMs)}`),
    ...said(probe.missed > 0, `${formatCount(probe.missed)} probes were not sent`),
    ...clockSteps.map(({ stepMs }) => `the wall clock stepped by ${formatMs(Math.abs(stepMs))}`),
  ]
}
