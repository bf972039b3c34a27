/** Every step of a drill, with what encloses it, in the order in which the drill is written. */
import type { Condition, InstanceRef, PhaseStep, ReleaseRef, ResolvedDrill, Step } from './model.ts'

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
    case 'expect-refused':
      return [step.step]
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

/** The conditions that a step waits for or is triggered by, each one of an `any` by itself. */
export function conditionsOf(step: Step): readonly Condition[] {
  if (step.kind === 'until') return leaves(step.condition)
  return step.kind === 'deploy' ? step.stopOn.flatMap(leaves) : []
}

/** The conditions that a condition is made of. */
export function leaves(condition: Condition): readonly Condition[] {
  return condition.kind === 'any' ? condition.of.flatMap(leaves) : [condition]
}

/** The instances that a step itself refers to, one at a time. */
export function instanceRefsOf(step: Step): readonly InstanceRef[] {
  switch (step.kind) {
    case 'fault':
      return step.victim.ref === 'service' ? [] : [step.victim]
    case 'start':
    case 'stop':
      return [step.instance]
    case 'restart': {
      const { instances } = step
      if (instances.ref === 'all') return []
      return 'names' in instances ? instances.names.map((name) => ({ ref: 'named', name })) : [instances]
    }
    default:
      return []
  }
}

/** The releases that a step itself refers to; of a broken one, the one that it is made of as well. */
export function releaseRefsOf(step: Step): readonly ReleaseRef[] {
  const shipped =
    step.kind === 'deploy' || step.kind === 'migrate' || step.kind === 'boot' ? [step.release] : []
  const awaited = conditionsOf(step).flatMap((each) => (each.kind === 'serving' ? [each.release] : []))
  const hit = instanceRefsOf(step).flatMap((each) => (each.ref === 'serving' ? [each.release] : []))
  return [...shipped, ...awaited, ...hit].flatMap(madeOf)
}

function madeOf(ref: ReleaseRef): readonly ReleaseRef[] {
  return ref.ref === 'broken' ? [ref, ...madeOf(ref.of)] : [ref]
}
