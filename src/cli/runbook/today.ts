/** What the configuration and the drills of today say about a deploy, for the runbook and for its check. */
import { isFiredrillError } from '../../config/import-module.ts'
import { recordable } from '../../config/recorded.ts'
import type { JournalEvent } from '../../journal/events.ts'
import { ownRedaction } from '../../redact/process.ts'
import type { Held, HeldDrill } from '../../runbook/check.ts'
import { triggerWords } from '../../runbook/parts/triggers.ts'
import { plannedTexts } from '../../runbook/planned.ts'
import type { Today } from '../../runbook/rehearsal.ts'
import type { Facts } from '../../runbook/seal.ts'
import { quoted } from '../../shell-words.ts'
import { resolveDrill } from '../plan-run.ts'
import type { Project } from '../project.ts'
import { addressesOf } from './addresses.ts'
import { type RunbookProject, stepCommands } from './place.ts'
import { rehearsersOf } from './rehearsers.ts'

/** `events`: of a run on this target. */
export function todayOf(opened: RunbookProject, events: readonly JournalEvent[]): Today {
  const { project, target, place, written, hasPrograms } = opened
  const { inherits, asked } = written
  return {
    root: project.loaded.root,
    ...place,
    releases: target.releases,
    hasMigrations: target.capabilities.includes('migrations'),
    addresses: addressesOf(project, place.target, events),
    ...saidOf(project),
    inherits,
    hasPrograms,
    asked,
    rehearsers: rehearsersOf(opened),
  }
}

export function heldOf(opened: RunbookProject, facts: Facts, notPassed: Held['notPassed']): Held {
  const { project, target, written } = opened
  const { inherits, asked } = written
  const drills = facts.rehearsals.map((each) => [each.run, heldDrill(opened, each)] as const)
  return {
    releases: target.releases,
    ...saidOf(project),
    inherits,
    asked: [...asked.edge, ...asked.path, ...asked.instances],
    drills: new Map(drills),
    notPassed,
  }
}

function heldDrill(opened: RunbookProject, { drill: name, set }: Facts['rehearsals'][number]): HeldDrill {
  const { project } = opened
  try {
    const { steps } = resolveDrill(project.find(name), project, { set, seed: 0 })
    const planned = plannedTexts(stepCommands(steps, opened).planned, project.loaded.root)
    return { planned, triggers: triggerWords({ steps }) }
  } catch (error) {
    if (!isFiredrillError(error)) throw error
    return { gone: `The drill ${name} cannot be planned any more: ${error.message}` }
  }
}

function saidOf({ loaded }: Project): Pick<Today, 'tell' | 'build'> {
  const { tell, build } = loaded.config.runbook
  const shown = (text: string): string => withoutSecrets(text, loaded.secrets)
  return {
    tell: tell.map(shown),
    build: build === null ? null : build.map((word) => quoted(shown(word))).join(' '),
  }
}

/** Nothing secret gets onto the page, whoever wrote it there. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return ownRedaction.document(String(recordable({ text }, secrets).text))
}
