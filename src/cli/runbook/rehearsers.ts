/** Of this project's drills, those that would rehearse each part of a deploy, as a person types them. */
import { isFiredrillError } from '../../config/import-module.ts'
import type { ResolvedDrill, Step } from '../../drill/model.ts'
import { visits } from '../../drill/walk.ts'
import { faults } from '../../fault/map.ts'
import { neededCapabilities } from '../../run/refusals/capabilities.ts'
import { REHEARSED, type Rehearsed, rehearses, type Today } from '../../runbook/rehearsal.ts'
import { quoted } from '../../shell-words.ts'
import type { Target } from '../../target/target.ts'
import { resolveDrill } from '../plan-run.ts'
import type { Project } from '../project.ts'
import { placeWords, type RunbookProject } from './place.ts'

export function rehearsersOf({ project, target, place }: RunbookProject): Today['rehearsers'] {
  const found: Record<Rehearsed, string[]> = {
    rollout: [],
    triggers: [],
    migration: [],
    rollback: [],
    'by-hand': [],
  }
  for (const each of project.drills.drills) {
    const drill = resolvedOrNull(project, each)
    if (drill === null || !canTake(target, drill.steps)) continue
    const command = ['firedrill', 'run', drill.name, ...placeWords(place)].map(quoted).join(' ')
    const parts = rehearses(drill)
    for (const part of REHEARSED) if (parts.includes(part)) found[part].push(command)
  }
  return found
}

function resolvedOrNull(project: Project, found: Project['drills']['drills'][number]): ResolvedDrill | null {
  try {
    return resolveDrill(found, project, { set: [], seed: 0 })
  } catch (error) {
    // One that is broken is no advice.
    if (isFiredrillError(error)) return null
    throw error
  }
}

function canTake({ capabilities, strategy }: Target, steps: readonly Step[]): boolean {
  const isOther = [...visits(steps)].some(
    ({ step }) => step.kind === 'deploy' && step.strategy !== undefined && step.strategy !== strategy?.kind,
  )
  return !isOther && neededCapabilities(steps, faults).every((need) => capabilities.includes(need))
}
