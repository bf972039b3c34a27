/** Some indicators are about something that the drill does: where it is not done, they have no value. */
import type { Step } from './model.ts'
import type { Indicator } from './objective.ts'
import { hasFault, visits } from './walk.ts'

interface Need {
  /** `recovery()`. */
  indicator: string
  /** `where no fault is`. */
  lacking: string
  /** `the phase that injects the fault`. */
  belongsTo: string
  isIn(steps: readonly Step[]): boolean
}

const NEEDS: Partial<Record<Indicator['kind'], Need>> = {
  recovery: {
    indicator: 'recovery()',
    lacking: 'where no fault is',
    belongsTo: 'the phase that injects the fault',
    isIn: hasFault,
  },
  detection: {
    indicator: 'detection()',
    lacking: 'where no deploy has a trigger',
    belongsTo: 'the phase whose deploy has a stopOn',
    isIn: (steps) => some(steps, (step) => step.kind === 'deploy' && step.stopOn.length > 0),
  },
  // A rollout that is stopped by the gate rolls back by itself.
  'rollback-time': {
    indicator: 'rollbackTime()',
    lacking: 'where nothing is rolled back',
    belongsTo: 'the phase with rollback(), or with a deploy() that the gate may take back',
    isIn: (steps) => some(steps, ({ kind }) => kind === 'rollback' || kind === 'deploy'),
  },
  'deploy-time': {
    indicator: 'deployTime()',
    lacking: 'where nothing is deployed',
    belongsTo: 'the phase with deploy()',
    isIn: (steps) => some(steps, ({ kind }) => kind === 'deploy'),
  },
  'boot-time': {
    indicator: 'bootTime()',
    lacking: 'where no instance is started',
    belongsTo: 'the phase with start(), restart(), deploy(), rollback() or a fault',
    isIn: (steps) => some(steps, ({ kind }) => STARTERS.includes(kind)),
  },
}

const STARTERS: readonly Step['kind'][] = ['start', 'restart', 'deploy', 'rollback', 'fault', 'act', 'manual']

/** What an indicator lacks to have any value in a window of these steps; null: nothing. */
export function lackOf(indicator: Indicator, steps: readonly Step[]): Omit<Need, 'isIn'> | null {
  const need = NEEDS[indicator.kind]
  return need === undefined || need.isIn(steps) ? null : need
}

function some(steps: readonly Step[], wanted: (step: Step) => boolean): boolean {
  return [...visits(steps)].some(({ step }) => wanted(step))
}
