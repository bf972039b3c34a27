/** What a drill expects the configuration and the target to have, for the plan to refuse what is missing. */
import type { ReleaseRef, ResolvedDrill } from './model.ts'
import type { Objective } from './objective.ts'
import { conditionsOf, instanceRefsOf, phasesOf, releaseRefsOf, visits } from './walk.ts'

export interface References {
  load: string
  /** Keys of `fault/map.ts`. */
  faults: string[]
  handlers: string[]
  probes: string[]
  instances: string[]
  /** Services that a fault takes away. */
  services: string[]
  /** Each once, symbolic; of a broken one, the one that it is made of as well. */
  releases: ReleaseRef[]
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
        conditionsOf(step).flatMap((condition) => (condition.kind === 'probe' ? [condition.name] : [])),
      ),
      ...indicators.flatMap(({ indicator }) => (indicator.kind === 'probe' ? [indicator.name] : [])),
    ]),
    instances: distinct(
      steps.flatMap((step) => {
        if (step.kind === 'each') return step.over.ref === 'named' ? step.over.names : []
        return instanceRefsOf(step).flatMap((ref) => (ref.ref === 'named' ? [ref.name] : []))
      }),
    ),
    services: distinct(
      steps.flatMap((step) =>
        step.kind === 'fault' && step.victim.ref === 'service' ? [step.victim.name] : [],
      ),
    ),
    releases: distinctBy(steps.flatMap(releaseRefsOf)),
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

function distinctBy<T>(data: readonly T[]): T[] {
  return [...new Map(data.map((each) => [JSON.stringify(each), each])).values()]
}

function distinct(names: string[]): string[] {
  return [...new Set(names)]
}
