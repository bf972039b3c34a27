import type { Step } from '../drill/model.ts'
import { stepAt } from '../drill/step-at.ts'
import type { JournalEvent } from '../journal/events.ts'
import type { RunRecord } from '../journal/record.ts'
import { formatMs } from '../units.ts'
import { momentsOf, phasesOf, runObjectivesOf } from './phases.ts'

/** A window before anything was counted in it. */
export interface Span {
  name: string
  phase: string
  kind: 'phase' | 'planned' | 'moment' | 'run'
  startMs: number
  endMs: number
  completed: boolean
  /** For `moment`: which of the phase's clauses in mid-drill is judged in it, as they are written; null: not known. */
  moment: number | null
}

/** A phase that lasted longer than planned by more than this is judged on its planned length as well. */
const LONGER_MS = 250

/** Every window of the run: each phase's, followed by what is judged within it, and last the run's where it is asked for. */
export function windowsOf(record: RunRecord): Span[] {
  const own = phaseSpans(record.events)
  const phases = own.map((phase) => ({ ...phase, endMs: untilNext(phase, own, record) }))
  const all = phases.flatMap((phase, i) => [
    phase,
    // By its own end: that the next one began late made it no longer.
    ...plannedSpan(own[i]!, record),
    ...momentSpans(phase, record),
  ])
  const first = phases[0]
  if (!first || runObjectivesOf(record.drill).length === 0) return all
  const endMs = phases.reduce((latest, phase) => Math.max(latest, phase.endMs), first.endMs)
  const completed = phases.every((phase) => phase.completed) && everyPhaseReached(record, phases)
  return [
    ...all,
    { name: 'run', phase: '', kind: 'run', startMs: first.startMs, endMs, completed, moment: null },
  ]
}

function phaseSpans(events: readonly JournalEvent[]): Span[] {
  const spans: Span[] = []
  const open = new Map<string, Span>()
  for (const event of events) {
    if (event.type === 'phase-started') {
      const { window: name, phase, atMs: startMs } = event
      const span: Span = {
        name,
        phase,
        kind: 'phase',
        startMs,
        endMs: startMs,
        completed: false,
        moment: null,
      }
      spans.push(span)
      open.set(name, span)
    }
    if (event.type !== 'phase-ended') continue
    const span = open.get(event.window)
    if (!span) continue
    span.endMs = Math.max(span.startMs, event.atMs)
    // One that ended before it began is not one that came to its end.
    span.completed = event.completed && event.atMs >= span.startMs
    open.delete(event.window)
  }
  // The run died in the middle of these: they last as long as something was written down.
  for (const span of open.values()) span.endMs = Math.max(span.startMs, endOfRun(events))
  return spans
}

/** What holds other steps. */
const AROUND: readonly Step['kind'][] = ['phase', 'each', 'together']

/**
 * What lies between the end of a phase and the begin of the next one is the run's own time, in which users ask all the
 * same. Where the drill takes a step there, outside of every phase, it ends with that: what is done then is no phase's.
 */
function untilNext(phase: Span, phases: readonly Span[], { drill, events }: RunRecord): number {
  const next = phases[phases.indexOf(phase) + 1]
  if (!phase.completed || next === undefined || next.startMs <= phase.endMs) return phase.endMs
  const from = events.findLastIndex((event) => event.type === 'phase-ended' && event.window === phase.name)
  const to = events.findIndex((event) => event.type === 'phase-started' && event.window === next.name)
  const step = events.slice(from, to).find((event) => {
    const taken = event.type === 'step-started' ? stepAt(drill.steps, event.path) : null
    return taken !== null && !AROUND.includes(taken.kind)
  })
  return step === undefined ? next.startMs : Math.max(phase.endMs, step.atMs)
}

function endOfRun(events: readonly JournalEvent[]): number {
  const ended = events.find(({ type }) => type === 'load-ended' || type === 'run-ended') ?? events.at(-1)
  return ended?.atMs ?? 0
}

function plannedSpan(phase: Span, { events }: RunRecord): Span[] {
  // Only recovery that takes longer dilutes itself; see docs/decisions/0003.
  if (!events.some((event) => event.type === 'fault-injected' && event.window === phase.name)) return []
  const planned = events.findLast((event) => event.type === 'planned')
  const plannedMs = planned?.phases.find(({ name }) => name === phase.name)?.plannedMs ?? null
  if (plannedMs === null || plannedMs <= 0) return []
  if (phase.endMs - phase.startMs <= plannedMs + LONGER_MS) return []
  const name = `${phase.name} (first ${formatMs(plannedMs)})`
  // Its planned length was reached, whatever became of the phase after that.
  return [{ ...phase, name, kind: 'planned', endMs: phase.startMs + plannedMs, completed: true }]
}

/** The window up to a phase's clause in mid-drill, counted from 0; null: not known which. */
export function momentName(window: string, index: number | null): string {
  return `${window} (up to clause ${index === null ? '?' : index + 1})`
}

function momentSpans(phase: Span, { drill, events }: RunRecord): Span[] {
  const step = phasesOf(drill).find(({ name }) => name === phase.phase)
  const written: Step[] = step ? momentsOf(step) : []
  const named = new Map<string, number>()
  let taken: Step | null = null
  return events.flatMap((event) => {
    // A run writes down which step it takes just before the step itself does: nothing comes between the two.
    if (event.type === 'step-started') taken = stepAt(drill.steps, event.path)
    if (event.type !== 'expectation' || event.window !== phase.name || event.atMs < phase.startMs) return []
    // Lanes come to their clauses in any order, and a loop to the same one again.
    const found = taken === null ? -1 : written.indexOf(taken)
    const moment = found < 0 ? null : found
    const once = momentName(phase.name, moment)
    const nth = (named.get(once) ?? 0) + 1
    named.set(once, nth)
    const name = nth === 1 ? once : `${once.slice(0, -1)} #${nth})`
    return [{ ...phase, name, kind: 'moment' as const, endMs: event.atMs, completed: true, moment }]
  })
}

function everyPhaseReached(record: RunRecord, spans: readonly Span[]): boolean {
  const reached = new Set(spans.map(({ phase }) => phase))
  return phasesOf(record.drill).every(({ name }) => reached.has(name))
}
