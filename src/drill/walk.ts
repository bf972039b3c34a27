/** Every step of a drill, with what encloses it, in the order in which the drill is written. */
import type { PhaseStep, ResolvedDrill, Step } from './model.ts'

export interface Visit {
  step: Step
  /** What the step lies in, the outermost first. */
  within: readonly Step[]
  phase: PhaseStep | null
}

export function* visits(steps: readonly Step[], within: readonly Step[] = []): Generator<Visit> {
  const phase = within.findLast((step) => step.kind === 'phase') ?? null
  for (const step of steps) {
    yield { step, within, phase }
    yield* visits(inner(step), [...within, step])
  }
}

/** The steps that lie directly in a step; the fault of a `during` is one of them. */
export function inner(step: Step): readonly Step[] {
  switch (step.kind) {
    case 'phase':
    case 'each':
      return step.steps
    case 'during':
      return [step.fault, ...step.steps]
    case 'together':
      return step.lanes.flat()
    default:
      return []
  }
}

/** The phases, each once, with the loops that they lie in. */
export function phasesOf(
  drill: Pick<ResolvedDrill, 'steps'>,
): { phase: PhaseStep; within: readonly Step[] }[] {
  return [...visits(drill.steps)].flatMap(({ step, within }) =>
    step.kind === 'phase' ? [{ phase: step, within }] : [],
  )
}

export function hasFault(steps: readonly Step[]): boolean {
  return [...visits(steps)].some(({ step }) => step.kind === 'fault')
}
