/** Faults that cannot be counted on: not seen to land, never injected, or on another victim than the one named. */
import type { PhaseStep } from '../drill/model.ts'
import type { RunRecord } from '../journal/record.ts'
import type { FaultSeen, Measurements, Window } from '../measure/measurements.ts'
import { allPhases, faultSteps } from './phases.ts'

export interface UnseenFault {
  window: string
  /** Everything that ends after this rests on the fault; run ms. */
  fromMs: number
  message: string
  evidence: string[]
}

/** Those faults of the drill, the earliest first. */
export function unseenFaults(record: RunRecord, measurements: Measurements): UnseenFault[] {
  const { faults, windows } = measurements
  const unseen: UnseenFault[] = []
  for (const fault of faults) {
    const window = windows.find(({ name }) => name === fault.window)
    const message = whyUnseen(fault, window ?? null, record)
    if (message === null) continue
    const fromMs = fault.instantMs ?? window?.startMs ?? 0
    unseen.push({ window: fault.window, fromMs, message, evidence: fault.landed?.evidence ?? [] })
  }
  for (const window of windows) {
    if (window.kind !== 'phase' || !window.completed) continue
    const phase = allPhases(record.drill.steps).find(({ name }) => name === window.phase)
    const missing = phase ? neverTaken(phase, window, faults) : null
    if (missing) unseen.push({ window: window.name, fromMs: window.startMs, message: missing, evidence: [] })
  }
  return unseen.sort((a, b) => a.fromMs - b.fromMs)
}

function whyUnseen(fault: FaultSeen, window: Window | null, record: RunRecord): string | null {
  const act = `the ${fault.fault} of ${fault.victim}`
  if (fault.landed && !fault.landed.seen) return `${act} was not seen to land`
  const named = otherVictim(fault, record)
  if (named !== null) return `${act} hit another instance than ${named}, which was meant`
  // A window that was cut short says by itself why nothing more was seen.
  if (fault.landed === null && window?.completed !== false) return `${act} was not seen to land`
  return null
}

/** The name that was meant, when the fault hit something else. */
function otherVictim(fault: FaultSeen, record: RunRecord): string | null {
  const intended = record.events.flatMap((event) =>
    event.type === 'fault-intended' && event.fault === fault.fault && event.window === fault.window
      ? [event.victim.name]
      : [],
  )
  if (intended.length > 0 && !intended.includes(fault.victim)) return intended.join(', ')
  const phase = allPhases(record.drill.steps).find(({ name }) => fault.window.split('[')[0] === name)
  const steps = phase ? faultSteps(phase.steps).filter((step) => step.fault === fault.fault) : []
  const names = steps.flatMap(({ victim }) => ('name' in victim ? [victim.name] : []))
  const allNamed = names.length > 0 && names.length === steps.length
  return allNamed && !names.includes(fault.victim) ? names.join(', ') : null
}

function neverTaken(phase: PhaseStep, window: Window, faults: readonly FaultSeen[]): string | null {
  const due = faultSteps(phase.steps)
  const here = faults.filter((fault) => fault.window === window.name)
  const missing = due.find(
    ({ fault }) =>
      here.filter((seen) => seen.fault === fault).length < due.filter((step) => step.fault === fault).length,
  )
  return missing ? `the ${missing.fault} in ${window.name} was never injected` : null
}
