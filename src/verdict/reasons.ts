/** Circumstances that make a window's clauses inconclusive, whatever was measured in it. */
import type { RunRecord } from '../journal/record.ts'
import type { Disagreement } from '../measure/disagreement.ts'
import type { Measurements, Window } from '../measure/measurements.ts'
import { THRESHOLDS } from '../measure/thresholds.ts'
import { formatMs } from '../units.ts'
import { timedOut } from './conditions.ts'
import { shortReason } from './ending.ts'
import { type Outcome, undecided } from './outcome.ts'
import type { ReasonCode } from './schema.ts'
import { unseenFaults } from './unseen-faults.ts'

interface Obstacle {
  reason: ReasonCode
  message: string
  needed: string
  evidence: string[]
}

/**
 * Finds what stands against judging a window; a null window is one that never began. `seenBy`: what is judged was seen by
 * the load generator, perhaps with the prober (the default); by the prober alone; or by neither of them.
 */
export type FindObstacle = (window: Window | null, seenBy?: SeenBy) => Obstacle | null
export type SeenBy = 'load' | 'prober' | 'neither'

/**
 * Precedence: a fault that was not seen, a steady state that did not hold, a damaged record, a stepped clock,
 * instruments that disagree. A fault's lack reaches every window that ends after it: what follows rests on it.
 */
export function obstacles(record: RunRecord, measurements: Measurements): FindObstacle {
  const unseen = unseenFaults(record, measurements)
  return (window, seenBy = 'load') => {
    const fault = unseen.find(
      (each) => window === null || each.window === window.name || window.endMs > each.fromMs,
    )
    if (fault) {
      const needed = 'A run in which the fault is seen to land on the instance that was meant.'
      return { reason: 'fault-not-seen', message: `${fault.message}.`, needed, evidence: fault.evidence }
    }
    return (
      notSteady(record, measurements, window) ??
      damaged(record) ??
      (window && seenBy !== 'neither'
        ? (clockStepped(record, measurements, window) ?? disagreement(measurements, window, seenBy))
        : null)
    )
  }
}

/**
 * A window that was cut short: nothing passes in it. What failed in it stays failed when it was the drill's own
 * unmet `until`, or a step of its that did not do as it should, that ended it (that is its end as the drill wrote it); after any other end, nothing is decided.
 */
export function cutShort(
  outcome: Outcome,
  window: Window,
  record: RunRecord,
  measurements: Measurements,
): Outcome {
  if (window.completed) return outcome
  const isHere = ({ window: name }: { window: string }): boolean =>
    window.kind === 'run' || name === window.name || phaseOf(name) === window.phase
  const byCondition = measurements.conditions.some((each) => timedOut(each) && isHere(each))
  const byFinding =
    record.events.some((event) => event.type === 'run-ended' && event.run === 'completed') &&
    measurements.findings.some((each) => each.holds === false && isHere(each))
  if ((byCondition || byFinding) && outcome.verdict !== 'pass') return outcome
  return undecided(
    'not-reached',
    `${window.name} was cut short: ${endOf(record)}`,
    'A run that is taken to its end.',
  )
}

/** How the run ended, in words that follow a colon. */
export function endOf(record: Pick<RunRecord, 'events'>): string {
  const end = record.events.find((event) => event.type === 'run-ended')
  if (end?.type !== 'run-ended') return 'the record has no end.'
  if (end.run === 'completed') return 'a step before its end was not met.'
  return `the run was ${end.run}${end.reason ? ` (${shortReason(end.reason)})` : ''}.`
}

export function phaseOf(window: string): string {
  return window.split('[')[0] ?? window
}

function notSteady(record: RunRecord, { steady }: Measurements, window: Window | null): Obstacle | null {
  if (!steady.before || steady.before.holds) return null
  const check = record.events.find((event) => event.type === 'steady-state' && event.when === 'before')
  if (window && check && window.endMs <= check.atMs) return null
  const findings = steady.before.findings
  const message = `The steady state did not hold before the fault: ${findings.join('; ') || 'no finding is given'}.`
  return {
    reason: 'not-steady',
    message,
    needed: 'An app that is healthy before the drill, and a load that asks it for what is there.',
    evidence: findings,
  }
}

function damaged(record: RunRecord): Obstacle | null {
  if (record.damage.length === 0) return null
  const message = `The run record is damaged: ${record.damage.join('; ')}.`
  return { reason: 'record-damaged', message, needed: 'A whole run record.', evidence: [...record.damage] }
}

function clockStepped(record: RunRecord, { instruments }: Measurements, window: Window): Obstacle | null {
  const looks = record.events.flatMap((event) => (event.type === 'clock' ? [event.atMs] : []))
  for (const { atMs, stepMs } of instruments.clockSteps) {
    // The step was seen at one look; it happened at any moment since the look before.
    const sinceMs = looks
      .filter((lookMs) => lookMs < atMs)
      .reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    const fromMs = Number.isFinite(sinceMs) ? sinceMs : atMs
    if (Math.abs(stepMs) <= THRESHOLDS.clockStepMs || atMs < window.startMs || fromMs > window.endMs) continue
    const message = `The wall clock stepped by ${formatMs(Math.abs(stepMs))} in or beside ${window.name}.`
    return { reason: 'clock-stepped', message, needed: 'A run without a clock step.', evidence: [] }
  }
  return null
}

function disagreement({ agreement, windows }: Measurements, window: Window, seenBy: SeenBy): Obstacle | null {
  const found = agreement.find(
    (each) => touches(each, window, windows) && !(each.loadSilent && seenBy === 'prober'),
  )
  if (!found) return null
  const message = `The load generator and the prober disagree in ${found.window}: ${found.what}.`
  return {
    reason: 'instruments-disagree',
    message,
    needed: 'A run in which both see the same.',
    evidence: [],
  }
}

/** A disagreement in a window touches what overlaps it; one over the whole run touches only clauses over the run. */
function touches({ window: name }: Disagreement, window: Window, windows: readonly Window[]): boolean {
  if (name === window.name) return true
  const other = windows.find((each) => each.name === name)
  if (!other || other.kind === 'run') return false
  return other.startMs < window.endMs && window.startMs < other.endMs
}
