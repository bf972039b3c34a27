/** A few of the failed requests, of each kind at least one: what a person looks at to see how users were failed. */
import { classByLog, classByTime, type FailureClass } from '../measure/failures.ts'
import type { Measurements } from '../measure/measurements.ts'
import { deedsOf } from '../verdict/diagnosis/deeds.ts'
import { failuresOf } from '../verdict/diagnosis/failures.ts'
import type { Failure, Scene } from '../verdict/diagnosis/scene.ts'
import { lineNear } from './log-excerpt.ts'
import type { ReportInput } from './reporter.ts'

export interface FailedRequest extends Failure {
  /** Empty: between phases. */
  window: string
  /** Where it stands to the fault before it; null: none came before it in its window. */
  class: FailureClass | null
  /** The class is by time alone: which instance it met is no part of it. */
  byTime: boolean
  /** The number of the line of the logs that may tell of it; null: none does. */
  line: number | null
}

export interface FailedRequests {
  /** Sent in the judged phases. */
  total: number
  basis: Scene['basis']
  /** In the order of time. */
  shown: FailedRequest[]
}

const MOST = 10

export function failedRequests(input: ReportInput): FailedRequests {
  const { record, measurements, verdict, logs } = input
  const { failures, basis } = failuresOf(record, measurements, deedsOf(record.events))
  const first = verdict.clauses.find(({ id }) => id === verdict.diagnosis?.first.clause)
  const phase = measurements.windows.find(({ name }) => name === first?.window)?.phase
  const all = failures.map((failure) => classed(failure, measurements))
  const isOfBreach = ({ window }: FailedRequest): boolean =>
    measurements.windows.some(({ name, phase: of }) => name === window && of === phase)
  // What broke the clause first, then what failed elsewhere.
  const candidates = [...all.filter(isOfBreach), ...all.filter((each) => !isOfBreach(each))]
  const shown = ofEachKind(candidates).sort((a, b) => a.atMs - b.atMs)
  return {
    total: failures.length,
    basis,
    shown: shown.map((each) => ({ ...each, line: logs ? (lineNear(logs, each)?.no ?? null) : null })),
  }
}

function classed(failure: Failure, { windows, faults, failures, recovery }: Measurements): FailedRequest {
  const { atMs } = failure
  const window = windows.find(
    ({ kind, startMs, endMs }) => kind === 'phase' && atMs >= startMs && atMs < endMs,
  )
  const none = { ...failure, window: window?.name ?? '', class: null, byTime: false, line: null }
  const index = faults.findLastIndex(
    ({ window: of, instantMs }) => of === window?.name && instantMs !== null && instantMs <= atMs,
  )
  const fault = faults[index]
  if (!fault || fault.instantMs === null) return none
  const { victim, instantMs } = fault
  const isSame = (each: { fault: string; window: string }): boolean =>
    each.fault === fault.fault && each.window === fault.window
  const counted = failures.find((each) => isSame(each) && each.victim === victim)
  if (counted?.basis === 'edge log') return { ...none, class: classByLog(failure, { instantMs, victim }) }
  const recoveredMs = recovery[index]?.recoveredMs ?? null
  return { ...none, class: classByTime(failure, { instantMs, recoveredMs }), byTime: true }
}

/** By turns the next of each kind, until there are enough. */
function ofEachKind(all: readonly FailedRequest[]): FailedRequest[] {
  const kinds = [
    ...Map.groupBy(all, (each) =>
      [each.class, each.operation, each.status, each.instance].join('\n'),
    ).values(),
  ]
  const chosen: FailedRequest[] = []
  for (let turn = 0; chosen.length < Math.min(MOST, all.length); turn++)
    chosen.push(...kinds.flatMap((kind) => kind[turn] ?? []).slice(0, MOST - chosen.length))
  return chosen
}
