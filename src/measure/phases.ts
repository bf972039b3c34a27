import type { PhaseStep, ResolvedDrill, Step } from '../drill/model.ts'
import type { Indicator, Objective } from '../drill/objective.ts'

/** Every phase of the drill, in its order, wherever it is nested. */
export function phasesOf(drill: ResolvedDrill): PhaseStep[] {
  return drill.steps.flatMap(phasesIn)
}

function phasesIn(step: Step): PhaseStep[] {
  return step.kind === 'phase' ? [step, ...step.steps.flatMap(phasesIn)] : stepsWithin(step).flatMap(phasesIn)
}

/** The clauses in mid-drill of a phase, in the order in which they are written. */
export function momentsOf(phase: PhaseStep): Extract<Step, { kind: 'expect' }>[] {
  const within = (step: Step): ReturnType<typeof momentsOf> =>
    step.kind === 'expect' ? [step] : stepsWithin(step).flatMap(within)
  return phase.steps.flatMap(within)
}

/** Does the drill inject a fault in this phase? */
function hasFault(phase: PhaseStep): boolean {
  const faulty = (step: Step): boolean =>
    step.kind === 'fault' || step.kind === 'during' || stepsWithin(step).some(faulty)
  return phase.steps.some(faulty)
}

/** Does the drill ask in this phase for a release to be shipped, and to stay? */
function hasDeploy(phase: PhaseStep): boolean {
  const ships = (step: Step): boolean =>
    step.kind === 'deploy' || (step.kind !== 'expect-refused' && stepsWithin(step).some(ships))
  return phase.steps.some(ships)
}

/** Does the drill expect in this phase that a trigger ends a deploy? A good release has nothing to be detected. */
function expectsTrigger(phase: PhaseStep): boolean {
  const expects = (step: Step): boolean =>
    (step.kind === 'expect-refused' && step.because.includes('triggered')) || stepsWithin(step).some(expects)
  return phase.steps.some(expects)
}

/** Does the drill roll back in this phase, as a step of its own? */
function hasRollback(phase: PhaseStep): boolean {
  const rolls = (step: Step): boolean => step.kind === 'rollback' || stepsWithin(step).some(rolls)
  return phase.steps.some(rolls)
}

/** Does the drill start an instance in this phase, as a step of its own? */
function hasStart(phase: PhaseStep): boolean {
  const starts = (step: Step): boolean =>
    step.kind === 'start' || step.kind === 'restart' || stepsWithin(step).some(starts)
  return phase.steps.some(starts)
}

/** Does the drill do in this phase what the indicator is about? Most are about every phase. */
export function isAbout({ kind }: Indicator, phase: PhaseStep): boolean {
  switch (kind) {
    case 'recovery':
      return hasFault(phase)
    case 'detection':
      return expectsTrigger(phase)
    case 'rollback-time':
      return hasRollback(phase)
    case 'deploy-time':
      return hasDeploy(phase)
    case 'boot-time':
      return hasStart(phase)
    default:
      return true
  }
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
    case 'expect-refused':
      return [step.step]
    default:
      return []
  }
}
