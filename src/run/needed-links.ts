import type { Step } from '../drill/model.ts'
import { visits } from '../drill/walk.ts'
import type { Fault } from '../fault/fault.ts'

/** Services whose link to the instances a drill disturbs, each once: only there is something put between them. */
export function neededLinks(steps: readonly Step[], faults: Readonly<Record<string, Fault>>): string[] {
  const names = [...visits(steps)].flatMap(({ step }) => {
    if (step.kind !== 'fault' || step.victim.ref !== 'service') return []
    return faults[step.fault]?.needs.includes('links') ? [step.victim.name] : []
  })
  return [...new Set(names)]
}
