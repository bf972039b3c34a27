/** The parts of a verdict that are taken over from the record and its measurements as they are. */
import type { RunRecord } from '../journal/record.ts'
import type { Measurements } from '../measure/measurements.ts'
import { instrumentFindings } from './instrument-findings.ts'
import type { Verdict } from './schema.ts'

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
    const before = matching(faults.slice(0, index), same)
    const recovered = matching(recovery, same)[before.length]
    // Only of what was injected are there any.
    const injected = before.filter((other) => other.instantMs !== null).length
    const failed = instantMs === null ? undefined : matching(failures, same)[injected]
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
            ...(failed.unsent === undefined ? {} : { unsent: failed.unsent }),
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
    ...(instruments.machine ? { machine: instruments.machine } : {}),
    findings: [...instrumentFindings(instruments), ...disagreements],
  }
}
