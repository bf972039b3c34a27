import type { PhaseStep, ResolvedDrill, Step } from '../drill/model.ts'
import type { Objective } from '../drill/objective.ts'

/** Every phase of the drill, in its order, wherever it is nested. */
export function phasesOf(drill: ResolvedDrill): PhaseStep[] {
  return drill.steps.flatMap(phasesIn)
}

function phasesIn(step: Step): PhaseStep[] {
  return step.kind === 'phase' ? [step, ...step.steps.flatMap(phasesIn)] : stepsWithin(step).flatMap(phasesIn)
}

/** The clauses in mid-drill of a phase, in the order in which they are written. */
export function momentsOf(phase: PhaseStep): Objective[] {
  const within = (step: Step): Objective[] =>
    step.kind === 'expect' ? [step.objective] : stepsWithin(step).flatMap(within)
  return phase.steps.flatMap(within)
}

/** Does the drill inject a fault in this phase? */
export function hasFault(phase: PhaseStep): boolean {
  const faulty = (step: Step): boolean =>
    step.kind === 'fault' || step.kind === 'during' || stepsWithin(step).some(faulty)
  return phase.steps.some(faulty)
}

/** The objectives that a phase's window is judged by: the drill's own first, unless it says `inherit: false`. */
export function objectivesOf(phase: PhaseStep, drill: ResolvedDrill): Objective[] {
  const all = phase.inherit ? [...drill.expect, ...phase.expect] : phase.expect
  return all.filter(({ over }) => over === 'window')
}

/** The objectives that are judged once, from the first phase's begin to the last one's end. */
export function runObjectivesOf(drill: ResolvedDrill): Objective[] {
  const all = [...drill.expect, ...phasesOf(drill).flatMap((phase) => phase.expect)]
  return all.filter(({ over }) => over === 'run')
}

function stepsWithin(step: Step): readonly Step[] {
  switch (step.kind) {
    case 'together':
      return step.lanes.flat()
    case 'each':
    case 'during':
      return step.steps
    default:
      return []
  }
}
