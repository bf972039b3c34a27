import { type Making, stepsOf } from '../commands.ts'
import { type Chosen, hasPassed, type Rehearsal } from '../rehearsal.ts'
import type { Part, RunbookStep } from '../runbook.ts'
import { askVersion } from './asked.ts'
import { unrehearsed } from './missing.ts'
import { shippedIn } from './shipped.ts'

/** What is looked at before anything is switched. */
export function checks(chosen: Chosen, making: Making): Part {
  const { today } = making
  const part: Part = {
    key: 'checks',
    title: 'Before the deploy',
    notes: ['Each of these has to be as it is said here. Otherwise nothing is deployed.'],
    points: [],
    steps: [],
    missing: [],
  }
  const { rollout } = chosen
  const { current = '', next = null } = today.releases ?? {}
  const shipped = hasPassed(rollout) && next !== null ? shippedIn(rollout, next) : null
  if (!hasPassed(rollout) || shipped === null)
    return { ...part, missing: [unrehearsed('What is checked before a deploy', 'rollout', chosen, today)] }
  const looked = shipped.commands.filter(({ kind }) => kind === 'check')
  return {
    ...part,
    steps: [
      ...askVersion(rollout, current, today),
      ...stepsOf(looked, rollout, making),
      lookedAt('What is shipped, and what serves', rollout, [
        `${next} is there, and is what it was when it was first looked at; ${current} is at hand; every instance is ready`,
      ]),
      ...steady(rollout),
    ],
  }
}

/** The release gate let it through: that is what it looks at. */
function lookedAt(what: string, { verdict }: Rehearsal, expect: readonly string[]): RunbookStep {
  return {
    what,
    command: null,
    variables: [],
    standIns: [],
    expect: [...expect],
    tookMs: null,
    run: verdict.id,
  }
}

function steady(rehearsal: Rehearsal): RunbookStep[] {
  const checked = rehearsal.verdict.steady?.before?.checked ?? []
  return checked.length === 0 ? [] : [lookedAt('The app, while nothing is done to it', rehearsal, checked)]
}
