import { describeStep } from '../../drill/describe.ts'
import { visits } from '../../drill/walk.ts'
import type { JournalEvent } from '../../journal/events.ts'
import { commandsIn, type Making, stepsOf } from '../commands.ts'
import { type Chosen, hasPassed, isMoveToNext, type Rehearsal } from '../rehearsal.ts'
import type { Part, RunbookStep } from '../runbook.ts'
import { withoutRoot } from '../typed.ts'
import { unrehearsed } from './missing.ts'

/** The schema first, then the code: how it is moved, and how it is seen that it was. */
export function migration(chosen: Chosen, making: Making): Part {
  const { today } = making
  const part: Part = {
    key: 'migration',
    title: 'Migration',
    notes: [],
    points: [],
    steps: [],
    missing: [],
  }
  if (!today.hasMigrations)
    return { ...part, notes: ['The configuration of the target has no migrations: no schema is moved.'] }
  const next = today.releases?.next ?? null
  const steps = hasPassed(chosen.migration) && next !== null ? movedIn(chosen.migration, next, making) : []
  if (steps.length === 0)
    return { ...part, missing: [unrehearsed('The migration', 'migration', chosen, today)] }
  return {
    ...part,
    notes: [
      'Before the new code, on the app as it serves. Only where the last step shows nothing pending, go on.',
    ],
    steps,
  }
}

function movedIn(rehearsal: Rehearsal, next: string, making: Making): RunbookStep[] {
  const span = spanOf(rehearsal, next)
  if (span === null) return []
  const ran = commandsIn(rehearsal, span).filter(({ kind }) => kind === 'status' || kind === 'migrate')
  const kinds = ran.map(({ kind, what }) => ({ kind, what }))
  const steps = stepsOf(ran, rehearsal, making)
  const moved = steps.findIndex((step) => step.what === 'Move the schema')
  if (moved < 0 || kinds.length === 0) return []
  return steps.map((step, index) => ({
    ...step,
    expect: [
      ...step.expect,
      ...(index === moved ? movedWords(rehearsal, span) : []),
      ...(index === steps.length - 1 && index > moved ? findings(rehearsal, span, making.today.root) : []),
    ],
  }))
}

interface Span {
  fromMs: number
  toMs: number
}

/** The first step of the drill that moved the schema to what this version brings. */
function spanOf({ events, drill }: Rehearsal, version: string): Span | null {
  const names = new Set(
    [...visits(drill.steps)].flatMap(({ step }) => (isMoveToNext(step) ? [describeStep(step)] : [])),
  )
  const moved = events.find((event) => isMovedUp(event, version))
  if (!moved) return null
  const begun = events.findLast(
    (event) => event.type === 'step-started' && names.has(event.what) && event.seq < moved.seq,
  )
  if (begun?.type !== 'step-started') return null
  const ended = events.find(
    (event) => event.type === 'step-ended' && event.path === begun.path && event.seq > moved.seq,
  )
  return { fromMs: begun.atMs, toMs: ended?.atMs ?? moved.atMs }
}

export function isMovedUp(event: JournalEvent, version: string): boolean {
  return event.type === 'migrated' && event.direction === 'up' && event.release === version
}

function movedWords({ events }: Rehearsal, { fromMs, toMs }: Span): string[] {
  return events.flatMap((event) => {
    if (event.type !== 'migrated' || event.atMs < fromMs || event.atMs > toMs) return []
    if (event.moved === null) return []
    return [event.moved.length === 0 ? 'it moved nothing' : `it moved ${event.moved.join(', ')}`]
  })
}

function findings({ events }: Rehearsal, { fromMs, toMs }: Span, root: string): string[] {
  return events.flatMap((event) => {
    if (event.type !== 'finding' || event.holds !== true || event.atMs < fromMs || event.atMs > toMs)
      return []
    return [`${event.what}: ${event.evidence.map((line) => withoutRoot(line, root)).join('; ')}`]
  })
}
