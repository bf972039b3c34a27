/** The commands of a rehearsal, as steps of a runbook: as the configuration has them, with how long each took. */
import type { JournalEvent } from '../journal/events.ts'
import type { CommandLine, PlannedCommand } from '../target/target.ts'
import { plannedFor } from './match.ts'
import type { Rehearsal, Today } from './rehearsal.ts'
import type { RunbookStep } from './runbook.ts'
import { moved, typed, withoutRoot } from './typed.ts'

/** What a command is for, by the words that every target gives it. */
export type CommandKind = 'build' | 'check' | 'status' | 'migrate' | 'start' | 'switch'

export interface Ran {
  kind: CommandKind
  what: string
  command: CommandLine
  /** Run ms. */
  startMs: number
  endMs: number
}

/** What is gathered while the parts are made. */
export interface Making {
  today: Today
  /** Commands that were run and that the configuration of today does not have, in words. */
  unfit: string[]
}

/** The journal's clock is finer than a verdict's. */
const ABOUT_MS = 0.01

/** Those that came to a good end between these moments of the run, in their order. */
export function commandsIn(
  { events }: Pick<Rehearsal, 'events'>,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Ran[] {
  return events
    .flatMap((event, index) => (event.type === 'command' && isDone(events[index - 1]) ? [event] : []))
    .filter(({ startMs, endMs }) => startMs >= fromMs - ABOUT_MS && endMs <= toMs + ABOUT_MS)
    .map(({ what, command, startMs, endMs }) => ({ kind: kindOf(what), what, command, startMs, endMs }))
    .toSorted((a, b) => a.startMs - b.startMs)
}

/** One that is asked again at once, and tells the same, is one step. */
export function stepsOf(commands: readonly Ran[], rehearsal: Rehearsal, making: Making): RunbookStep[] {
  const steps: RunbookStep[] = []
  for (const ran of commands) {
    const step = stepOf(ran, rehearsal, making)
    if (steps.at(-1)?.command === step.command) steps.pop()
    steps.push(step)
  }
  return steps
}

function stepOf(ran: Ran, { header, planned, verdict }: Rehearsal, { today, unfit }: Making): RunbookStep {
  const { root } = today
  const command = moved(ran.command, header.root ?? root, root)
  const wanted = plannedFor({ what: ran.what, command }, planned)?.command ?? null
  const { text, variables, standIns } = typed(wanted ?? command, root)
  if (wanted === null)
    unfit.push(
      `${verdict.id} ran \`${text}\` (${titleOf(ran, root)}), and the configuration would not run that today.`,
    )
  // A server that is started does not end: how long its start took is seen by when it was ready.
  const starts = ran.kind === 'start'
  return {
    what: titleOf(ran, root),
    command: text,
    variables,
    standIns,
    expect: ENDS.test(ran.what) ? ['it ends with exit code 0'] : [],
    tookMs: starts ? null : ran.endMs - ran.startMs,
    run: verdict.id,
  }
}

/** What the configuration would run, and no rehearsal has. */
export function untriedSteps(planned: readonly PlannedCommand[], { root }: Making['today']): RunbookStep[] {
  return planned.map(({ what, command }) => {
    const { text, variables, standIns } = typed(command, root)
    const title = titleOf({ kind: kindOf(what), what }, root)
    return { what: title, command: text, variables, standIns, expect: [], tookMs: null, run: null }
  })
}

/** Those of a target's commands that end by themselves, and say by their exit code how. */
const ENDS = /^(build|check|migrate|deploy|roll back|route|bring up|make|prepare)\b/

const KINDS: readonly [RegExp, CommandKind][] = [
  [/^build\b/, 'build'],
  [/^check\b/, 'check'],
  [/^migrate status\b/, 'status'],
  [/^migrate\b/, 'migrate'],
  [/^start\b/, 'start'],
]

function kindOf(what: string): CommandKind {
  return KINDS.find(([pattern]) => pattern.test(what))?.[1] ?? 'switch'
}

function titleOf({ kind, what }: Pick<Ran, 'kind' | 'what'>, root: string): string {
  if (kind === 'status') return 'Look which migrations are pending'
  if (kind === 'migrate') return 'Move the schema'
  return upperFirst(withoutRoot(what, root))
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Its own end is journaled right before it. */
function isDone(event: JournalEvent | undefined): boolean {
  return event?.type === 'done'
}
