/** Rehearsals and what the configuration says today → the runbook. Pure, and invents nothing. */
import { commandToRunAgain } from '../report/again.ts'
import type { Making } from './commands.ts'
import { parts } from './parts/map.ts'
import { type Chosen, hasPassed, REHEARSED, type Rehearsal, type Today } from './rehearsal.ts'
import { PARTS, type RehearsalLine, type Runbook } from './runbook.ts'

export function makeRunbook(chosen: Chosen, today: Today): Runbook {
  const making: Making = { today, unfit: [] }
  const made = PARTS.map((key) => parts[key](chosen, making))
  return {
    target: today.target,
    environment: today.environment,
    current: today.releases?.current ?? null,
    next: today.releases?.next ?? null,
    rehearsals: rehearsalsOf(chosen).map(lineOf),
    parts: made,
    inherits: today.inherits,
    hasPrograms: today.hasPrograms,
    unfit: [...new Set(making.unfit)],
  }
}

/** Each run once, the newest first. */
export function rehearsalsOf(chosen: Chosen): Rehearsal[] {
  const all = REHEARSED.map((part) => chosen[part]).filter(hasPassed)
  const each = new Map(all.map((rehearsal) => [rehearsal.verdict.id, rehearsal]))
  return [...each.values()].toSorted((a, b) => (a.verdict.startedAt < b.verdict.startedAt ? 1 : -1))
}

function lineOf({ verdict }: Rehearsal): RehearsalLine {
  const { id, drill, startedAt, summary } = verdict
  return { run: id, drill, startedAt, summary, again: commandToRunAgain(verdict) }
}
