/**
 * Failed requests around a fault, in three classes: under way on the victim when it died, sent to it after that, and
 * elsewhere. With the edge's access log the instance of each is known; without it, they are told apart by time alone.
 */
import { beganMs, isPlaced } from './began.ts'
import type { Context } from './context.ts'
import { samplesIn } from './context.ts'
import type { FailuresByClass, FaultSeen } from './measurements.ts'
import type { Bounds } from './membership.ts'
import { createMatcher, type MatchTraffic } from './traffic-match.ts'

interface Failure {
  row: number
  atMs: number
  startMs: number
  endMs: number
}

/** One for each fault that was injected. */
export function failuresByClass(context: Context): FailuresByClass[] {
  const { faults, recoveries, record } = context
  const match = record.traffic === null ? null : createMatcher(record.traffic, record.requests)
  return faults.flatMap((fault, i) => {
    const { instantMs, window, victim } = fault
    const span = context.spans.find(({ name }) => name === window)
    if (instantMs === null || !span) return []
    const nextMs = nextFaultMs(faults, fault, span.endMs)
    const bounds = { startMs: instantMs, endMs: Math.min(nextMs, span.endMs) }
    const failures = failuresIn(context, bounds)
    const names = { fault: fault.fault, window, victim, total: failures.length }
    const unsent = unsentIn(context, bounds)
    const known = match && byLog(failures, instantMs, victim, match)
    return [
      {
        ...names,
        ...(known ?? byTime(failures, instantMs, recoveries[i]?.recoveredMs ?? null)),
        ...(unsent === 0 ? {} : { unsent }),
      },
    ]
  })
}

type Classes = Pick<FailuresByClass, 'inFlight' | 'afterwards' | 'elsewhere' | 'basis'>

export type FailureClass = 'inFlight' | 'afterwards' | 'elsewhere'

/** Null when the log knows nothing of most of them: it is not of these requests. */
function byLog(
  failures: readonly Failure[],
  instantMs: number,
  victim: string,
  match: MatchTraffic,
): Classes | null {
  const classes: Classes = { inFlight: 0, afterwards: 0, elsewhere: 0, basis: 'edge log' }
  let unknown = 0
  for (const failure of failures) {
    const instance = match(failure.row, failure.endMs)
    if (instance === null) unknown += 1
    classes[classByLog({ startMs: failure.startMs, instance }, { instantMs, victim })] += 1
  }
  return unknown * 2 > failures.length ? null : classes
}

/** `instance`: where the edge sent it; what it never logged (null) did not get as far as an instance. */
export function classByLog(
  { startMs, instance }: { startMs: number; instance: string | null },
  { instantMs, victim }: { instantMs: number; victim: string },
): FailureClass {
  if (instance !== victim) return 'elsewhere'
  return startMs <= instantMs ? 'inFlight' : 'afterwards'
}

function byTime(failures: readonly Failure[], instantMs: number, recoveredMs: number | null): Classes {
  const classes: Classes = { inFlight: 0, afterwards: 0, elsewhere: 0, basis: 'time' }
  for (const failure of failures) classes[classByTime(failure, { instantMs, recoveredMs })] += 1
  return classes
}

/** `atMs`: the moment by which it belongs to a window. */
export function classByTime(
  { startMs, atMs }: { startMs: number; atMs: number },
  { instantMs, recoveredMs }: { instantMs: number; recoveredMs: number | null },
): FailureClass {
  if (startMs <= instantMs) return 'inFlight'
  const untilMs = instantMs + (recoveredMs ?? Number.POSITIVE_INFINITY)
  return atMs >= untilMs && atMs > instantMs ? 'elsewhere' : 'afterwards'
}

function unsentIn(context: Context, bounds: Bounds): number {
  return samplesIn(context, bounds).sent.reduce((count, sent) => count + 1 - sent, 0)
}

function failuresIn(context: Context, bounds: Bounds): Failure[] {
  const { requests } = context.record
  const { row, sent, atMs, durationMs } = samplesIn(context, bounds)
  const failures: Failure[] = []
  for (let i = 0; i < row.length; i++) {
    if (durationMs[i] !== Number.POSITIVE_INFINITY || sent[i] === 0) continue
    const endedMs = requests.startMs[row[i]!]! + requests.durationMs[row[i]!]!
    // One whose start is not known never had a connection: it was under way on nobody.
    const placed = isPlaced(requests, row[i]!)
    failures.push({
      row: row[i]!,
      atMs: placed ? atMs[i]! : Math.min(endedMs, bounds.endMs),
      startMs: placed ? beganMs(requests, row[i]!) : endedMs,
      endMs: endedMs,
    })
  }
  return failures
}

function nextFaultMs(faults: readonly FaultSeen[], { instantMs }: FaultSeen, otherwiseMs: number): number {
  const later = faults.flatMap((other) =>
    other.instantMs !== null && other.instantMs > (instantMs ?? 0) ? [other.instantMs] : [],
  )
  return Math.min(otherwiseMs, ...later)
}
