import { formatMs } from '../../units.ts'
import { partsWords } from '../../verdict/story.ts'
import { type Making, stepsOf, untriedSteps } from '../commands.ts'
import { type Chosen, hasPassed, type Rehearsal } from '../rehearsal.ts'
import type { Missing, Part, RunbookStep } from '../runbook.ts'
import { askEdge, askVersion, awaited, promised } from './asked.ts'
import { isMovedUp } from './migration.ts'
import { unrehearsed } from './missing.ts'
import { type Rest, restOf } from './rest.ts'
import { type BroughtBack, broughtBackIn } from './shipped.ts'

/** Back to the release before: what is typed, when it is over, and how long it took, also by a person's hands. */
export function rollback(chosen: Chosen, making: Making): Part {
  const { today } = making
  const current = today.releases?.current ?? null
  const part: Part = { key: 'rollback', title: 'Rollback', notes: [], points: [], steps: [], missing: [] }
  const rehearsal = chosen.rollback
  const back = hasPassed(rehearsal) && current !== null ? broughtBackIn(rehearsal, current) : null
  if (!hasPassed(rehearsal) || back === null || current === null)
    return { ...part, missing: [unrehearsed('The rollback', 'rollback', chosen, today)] }
  const span = { fromMs: back.endMs, toMs: back.untilMs }
  const steps = stepsOf(back.commands, rehearsal, making)
  steps.at(-1)?.expect.push(...readyWords(back, current))
  const rest = restOf(back, rehearsal, today.root)
  return {
    ...part,
    notes: [
      howLong(back, rehearsal),
      ...byHand(chosen, current),
      ...leftWords(back, steps, today.releases?.next ?? null),
      ...restWords(rest, rehearsal, current),
    ],
    steps: [
      ...steps,
      ...untriedSteps(rest.commands, today),
      ...askVersion(rehearsal, current, today),
      ...askEdge(rehearsal, today),
      ...awaited(rehearsal, span, today.root),
      ...promised(rehearsal, span),
    ],
    missing: [...onSchema(chosen, making), ...untimed(chosen, making)],
  }
}

function howLong({ rollback: seen, left }: BroughtBack, { verdict }: Rehearsal): string {
  const { to, totalMs } = seen
  const from = left === '' ? '' : ` from ${left}`
  const took = totalMs === null ? 'was not seen to settle' : `took ${formatMs(totalMs)} in all`
  return `From the decision until users were well again, the rollback${from} to ${to} ${took} in ${verdict.id}; in seconds: ${partsWords(seen)}.`
}

function readyWords({ rollback: seen }: BroughtBack, current: string): string[] {
  return seen.instances.flatMap(({ instance, readyMs }) =>
    readyMs === null
      ? []
      : [`${instance} serves ${current} and is ready: ${formatMs(readyMs)} after the decision`],
  )
}

/** What was rehearsed is less than what a finished deploy takes to be rolled back. */
function restWords({ instances, commands }: Rest, { verdict }: Rehearsal, current: string): string[] {
  if (commands.length === 0) return []
  const names = instances.join(', ')
  return [
    `In ${verdict.id} the deploy was ended before it came to ${names}: what was run then brings back the others alone. Where the deploy has come further, go on with the commands for ${names}, which stand right after it as the configuration has them, and which nobody has tried; an instance that still serves ${current} needs none.`,
  ]
}

/** A version that stands in a command and is not the one that would be left today. */
function leftWords({ left }: BroughtBack, steps: readonly RunbookStep[], next: string | null): string[] {
  const isIn = left !== '' && left !== next && steps.some(({ command }) => command?.includes(left))
  return isIn
    ? [`Where ${left} stands in a command, put the version that is to be left: that was it in the rehearsal.`]
    : []
}

/** How long a person took who had the page. */
function byHand(chosen: Chosen, current: string): string[] {
  const rehearsal = chosen['by-hand']
  const seen = hasPassed(rehearsal) ? rehearsal.verdict.rollbacks.find(({ to }) => to === current) : undefined
  if (!hasPassed(rehearsal) || !seen || seen.actMs === null) return []
  const manual = rehearsal.events.find(({ type }) => type === 'manual')
  const asked = manual?.type === 'manual' ? `, asked "${manual.text}",` : ''
  return [
    `A person${asked} had every instance back on ${current} after ${formatMs(seen.actMs)}, in ${rehearsal.verdict.id}.`,
  ]
}

function untimed(chosen: Chosen, { today }: Making): Missing[] {
  return hasPassed(chosen['by-hand'])
    ? []
    : [unrehearsed('How long a person takes who follows this', 'by-hand', chosen, today)]
}

/** Does the release before serve on the schema that the new one brought? It has to be tried. */
function onSchema(chosen: Chosen, { today }: Making): Missing[] {
  const { releases, hasMigrations } = today
  const next = releases?.next ?? null
  if (!hasMigrations || releases === null || next === null) return []
  const tried = [chosen.rollback, chosen.rollout, chosen.migration]
    .filter(hasPassed)
    .some((rehearsal) => wasTried(rehearsal, releases.current, next))
  if (tried) return []
  const what = `Whether ${releases.current} serves on the schema of ${next}`
  return [unrehearsed(what, 'migration', { ...chosen, migration: null }, today)]
}

function wasTried({ events, verdict }: Rehearsal, current: string, next: string): boolean {
  const moved = events.find((event) => isMovedUp(event, next))
  if (!moved) return false
  const takenDown = events.find(
    (event) => event.type === 'migrated' && event.direction === 'down' && event.seq > moved.seq,
  )
  return verdict.rollbacks.some(
    ({ to, decidedMs, readyMs }) =>
      to === current &&
      readyMs !== null &&
      decidedMs > moved.atMs &&
      (takenDown === undefined || decidedMs < takenDown.atMs),
  )
}
