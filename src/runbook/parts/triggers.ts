import { describeCondition, describeObjective } from '../../drill/describe.ts'
import type { ResolvedDrill } from '../../drill/model.ts'
import { visits } from '../../drill/walk.ts'
import type { Making } from '../commands.ts'
import { type Chosen, hasPassed, type Rehearsal } from '../rehearsal.ts'
import type { Part, RunbookStep } from '../runbook.ts'
import { withoutRoot } from '../typed.ts'
import { unrehearsed } from './missing.ts'

/** When to roll back, as numbers that were written down before, and what was seen when one was met. */
export function triggers(chosen: Chosen, making: Making): Part {
  const { today } = making
  const part: Part = {
    key: 'triggers',
    title: 'When to roll back',
    notes: [],
    points: [],
    steps: [],
    missing: [],
  }
  const rehearsal = chosen.triggers
  if (!hasPassed(rehearsal))
    return {
      ...part,
      missing: [unrehearsed('By which numbers a bad release is told', 'triggers', chosen, today)],
    }
  return {
    ...part,
    notes: [
      'The first of these that is seen ends the deploy. Do not wait for another one: go to the rollback.',
    ],
    points: triggerWords(rehearsal.drill),
    steps: [...promises(rehearsal), ...fired(rehearsal, today.root)],
  }
}

/** Of every deploy of the drill, each once. */
export function triggerWords({ steps }: Pick<ResolvedDrill, 'steps'>): string[] {
  const all = [...visits(steps)].flatMap(({ step }) => (step.kind === 'deploy' ? step.stopOn : []))
  return [...new Set(all.map(describeCondition))]
}

function promises({ drill, verdict }: Rehearsal): RunbookStep[] {
  if (drill.expect.length === 0) return []
  const expect = drill.expect.map(describeObjective)
  return [{ ...bare('What is held all the while', verdict.id), expect }]
}

function fired({ verdict }: Rehearsal, root: string): RunbookStep[] {
  return verdict.deploys.flatMap(({ to, trigger, detectionMs }) =>
    trigger === null
      ? []
      : [
          {
            ...bare(`What ${to} was told by`, verdict.id),
            expect: [withoutRoot(trigger.restedOn, root)],
            tookMs: detectionMs,
          },
        ],
  )
}

function bare(what: string, run: string): RunbookStep {
  return { what, command: null, variables: [], standIns: [], expect: [], tookMs: null, run }
}
