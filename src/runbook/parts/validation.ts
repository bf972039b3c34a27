import type { Making } from '../commands.ts'
import { type Chosen, hasPassed } from '../rehearsal.ts'
import type { Part } from '../runbook.ts'
import { askEdge, askVersion, awaited, promised } from './asked.ts'
import { unrehearsed } from './missing.ts'
import { shippedIn } from './shipped.ts'

/** Is what was shipped what serves, and do users get what they are promised? */
export function validation(chosen: Chosen, { today }: Making): Part {
  const part: Part = {
    key: 'validation',
    title: 'After the deploy',
    notes: [],
    points: [],
    steps: [],
    missing: [],
  }
  const rehearsal = chosen.rollout
  const next = today.releases?.next ?? null
  const shipped = hasPassed(rehearsal) && next !== null ? shippedIn(rehearsal, next) : null
  if (!hasPassed(rehearsal) || next === null || shipped === null)
    return { ...part, missing: [unrehearsed('What is seen after a deploy', 'rollout', chosen, today)] }
  const span = { fromMs: shipped.endMs, toMs: shipped.untilMs }
  return {
    ...part,
    notes: ['Where one of these is not so, go to the rollback.'],
    steps: [
      ...askVersion(rehearsal, next, today),
      ...askEdge(rehearsal, today),
      ...awaited(rehearsal, span, today.root),
      ...promised(rehearsal, span),
    ],
  }
}
