import { type Guard, longestGuardSpanMs } from '../drill/guards/guard.ts'
import type { Condition, Step } from '../drill/model.ts'
import { visits } from '../drill/walk.ts'

/** The longest time over which a condition of the drill, or a guard, looks back at requests, ms; 0: none does. */
export function longestSpanMs(steps: readonly Step[], guards: readonly Guard[] = []): number {
  return Math.max(
    longestGuardSpanMs(guards),
    ...conditionsOf(steps).map((condition) => (condition.kind === 'measured' ? condition.overMs : 0)),
  )
}

/** Every condition that the steps wait for or are ended by, those within `any` included. */
export function conditionsOf(steps: readonly Step[]): Condition[] {
  return [...visits(steps)].flatMap(({ step }) => ofStep(step)).flatMap(alone)
}

/** The conditions of one step itself, those within `any` included. */
export function conditionsOfStep(step: Step): Condition[] {
  return ofStep(step).flatMap(alone)
}

function ofStep(step: Step): readonly Condition[] {
  if (step.kind === 'until') return [step.condition]
  return step.kind === 'deploy' ? step.stopOn : []
}

function alone(condition: Condition): Condition[] {
  return condition.kind === 'any' ? condition.of.flatMap(alone) : [condition]
}
