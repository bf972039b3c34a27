/** What a drill expects the configuration and the target to have, for the plan to refuse what is missing. */
import type { ResolvedDrill } from './model.ts'
import type { Objective } from './objective.ts'
import { phasesOf, visits } from './walk.ts'

export interface References {
  load: string
  /** Keys of `fault/map.ts`. */
  faults: string[]
  handlers: string[]
  probes: string[]
  instances: string[]
  custom: { name: string; version: number; place: string }[]
}

export function referencesOf(drill: ResolvedDrill): References {
  const steps = [...visits(drill.steps)].map(({ step }) => step)
  const indicators = allObjectives(drill).map(({ indicator, place }) => ({ indicator, place }))
  return {
    load: drill.load.name,
    faults: distinct(steps.flatMap((step) => (step.kind === 'fault' ? [step.fault] : []))),
    handlers: distinct(
      steps.flatMap((step) =>
        step.kind === 'act' ? [step.handler, ...('handler' in step.undo ? [step.undo.handler] : [])] : [],
      ),
    ),
    probes: distinct([
      ...steps.flatMap((step) =>
        step.kind === 'until' && step.condition.kind === 'probe' ? [step.condition.name] : [],
      ),
      ...indicators.flatMap(({ indicator }) => (indicator.kind === 'probe' ? [indicator.name] : [])),
    ]),
    instances: distinct(
      steps.flatMap((step) => {
        if (step.kind === 'each') return step.over.ref === 'named' ? step.over.names : []
        if (step.kind !== 'fault' && step.kind !== 'start') return []
        return step.instance.ref === 'named' ? [step.instance.name] : []
      }),
    ),
    custom: indicators.flatMap(({ indicator, place }) =>
      indicator.kind === 'custom' ? [{ name: indicator.name, version: indicator.version, place }] : [],
    ),
  }
}

/** The drill's own objectives, those of its phases, and the clauses in mid-drill. */
export function allObjectives(drill: ResolvedDrill): Objective[] {
  return [
    ...drill.expect,
    ...phasesOf(drill).flatMap(({ phase }) => phase.expect),
    ...[...visits(drill.steps)].flatMap(({ step }) => (step.kind === 'expect' ? [step.objective] : [])),
  ]
}

function distinct(names: string[]): string[] {
  return [...new Set(names)]
}
