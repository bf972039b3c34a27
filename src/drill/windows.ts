/** Phases become windows: one each, or one for each instance where a phase lies in `each`. */
import type { InstancesRef, PhaseStep, ResolvedDrill, Step } from './model.ts'

export interface PhaseWindow {
  /** `lost`, `lost[web-1]`. */
  name: string
  phase: PhaseStep
}

/** The windows of a drill in the order of the run, given the target's instances. */
export function phaseWindows(
  drill: Pick<ResolvedDrill, 'steps'>,
  instanceNames: readonly string[],
): PhaseWindow[] {
  return expand(drill.steps, instanceNames, [])
}

export function windowNames(drill: Pick<ResolvedDrill, 'steps'>, instanceNames: readonly string[]): string[] {
  return phaseWindows(drill, instanceNames).map(({ name }) => name)
}

/** The window's name for a phase inside of loops that are at these instances. */
export function windowName(phase: string, loops: readonly string[]): string {
  return loops.length === 0 ? phase : `${phase}[${loops.join(',')}]`
}

/** The instances that a loop takes, in its order. */
export function loopNames(over: InstancesRef, instanceNames: readonly string[]): readonly string[] {
  return over.ref === 'named' ? over.names : instanceNames
}

function expand(steps: readonly Step[], all: readonly string[], loops: readonly string[]): PhaseWindow[] {
  return steps.flatMap((step) => {
    if (step.kind === 'phase') return [{ name: windowName(step.name, loops), phase: step }]
    if (step.kind !== 'each') return []
    return loopNames(step.over, all).flatMap((name) => expand(step.steps, all, [...loops, name]))
  })
}
