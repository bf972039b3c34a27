/** The sabotages that a proof is asked for, each with the target that it makes and the plan on it. */
import { FiredrillError } from '../errors.ts'
import type { AboutTarget } from '../prove/expectation.ts'
import { EXPECTATIONS, PROVABLE, type Provable } from '../prove/sabotages.ts'
import type { Plan } from '../run/plan.ts'
import type { Target } from '../target/target.ts'
import type { ProjectTarget } from './choose.ts'
import { planFor } from './plan-run.ts'
import type { PreparedRun } from './prepare-run.ts'
import type { Project } from './project.ts'
import { sabotageTarget } from './wire.ts'

/** The same drill, with the same seed, on a target that was made wrong; `passes` is the proxy that only passes on. */
export interface Sabotaged {
  kind: Provable | 'passes'
  chosen: ProjectTarget
  plan: Plan
}

export interface Choice extends Sabotaged {
  kind: Provable
  /** Why it shows nothing of this drill; null: it does. */
  lack: string | null
}

/** `--only a,b`. Throws `usage` for a name that is none, and for none at all. */
export function namesOf(only: string | undefined): readonly Provable[] {
  if (only === undefined) return PROVABLE
  const names = only.split(',').map((name) => name.trim())
  return names.map((name) => {
    const known = PROVABLE.find((each) => each === name)
    if (known) return known
    throw new FiredrillError('usage', `--only ${only}: no sabotage is called "${name}".`, {
      hint: `There are ${PROVABLE.join(', ')}.`,
    })
  })
}

/** Plans only; starts nothing. */
export function chooseSabotages(
  project: Project,
  prepared: PreparedRun,
  names: readonly Provable[],
): Promise<Choice[]> {
  const target = aboutOf(prepared.chosen.target)
  return Promise.all(
    [...new Set(names)].map(async (kind) => {
      const { chosen, plan } = await sabotagedRun(project, prepared, kind)
      const own = lackOf(kind, prepared, target)
      const refused = plan.refusals[0]
      return { kind, chosen, plan, lack: own ?? (refused ? `the plan refuses it: ${refused.reason}` : null) }
    }),
  )
}

export async function sabotagedRun(
  project: Project,
  { chosen, resolved, blastRadius }: PreparedRun,
  kind: Provable | 'passes',
): Promise<Sabotaged> {
  const target = sabotageTarget(chosen.target, kind)
  return { kind, chosen: { ...chosen, target }, plan: await planFor(project, target, resolved, blastRadius) }
}

function lackOf(kind: Provable, { plan }: PreparedRun, target: AboutTarget): string | null {
  const { harmless, lacks } = EXPECTATIONS[kind]
  if (target.existing && !harmless) return 'it would spoil what was there before the run'
  return lacks(plan.drill, target)
}

function aboutOf({ instanceNames, strategy, touches }: Target): AboutTarget {
  return { instances: instanceNames.length, ships: strategy !== null, existing: touches !== undefined }
}
