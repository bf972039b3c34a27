/** What a page is checked by later, taken from what it was made of. */

import { rehearsalsOf } from './make.ts'
import { triggerWords } from './parts/triggers.ts'
import { plannedTexts } from './planned.ts'
import type { Chosen, Rehearsal, Today } from './rehearsal.ts'
import { REHEARSED } from './rehearsal.ts'
import type { Runbook } from './runbook.ts'
import { type Facts, RUNBOOK_FORMAT, type SealedRehearsal } from './seal.ts'

export function factsOf(runbook: Runbook, chosen: Chosen, today: Today): Facts {
  const { target, environment, releases, tell, build, inherits } = today
  return {
    format: RUNBOOK_FORMAT,
    target,
    environment,
    releases,
    tell: [...tell],
    build,
    inherits: [...inherits],
    asked: askedOf(today),
    rehearsals: rehearsalsOf(chosen).map((rehearsal) => sealedOf(rehearsal, runbook, chosen, today)),
  }
}

/** Of an address that the page does not have, nothing can become wrong. */
function askedOf({ addresses: { edge, instances }, asked }: Today): string[] {
  return [
    ...asked.path,
    ...(edge === null ? [] : asked.edge),
    ...(instances.length === 0 ? [] : asked.instances),
  ]
}

function sealedOf(rehearsal: Rehearsal, runbook: Runbook, chosen: Chosen, { root }: Today): SealedRehearsal {
  const { verdict, header, drill } = rehearsal
  const planned = plannedTexts(rehearsal.planned, root)
  const steps = runbook.parts.flatMap((part) => part.steps).filter(({ run }) => run === verdict.id)
  // What was asked by hand is no command of the configuration.
  const commands = steps.flatMap(({ command }) =>
    command !== null && planned.includes(command) ? [command] : [],
  )
  return {
    run: verdict.id,
    drill: drill.name,
    set: setOf(header.options),
    startedAt: verdict.startedAt,
    parts: REHEARSED.filter((part) => chosen[part] === rehearsal),
    planned,
    commands: [...new Set(commands)],
    triggers: triggerWords(drill),
  }
}

/** As it was given on the command line. */
function setOf({ set }: Rehearsal['header']['options']): string[] {
  return Array.isArray(set) ? set.filter((each) => typeof each === 'string') : []
}
