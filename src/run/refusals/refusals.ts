import type { BlastLimit } from '../../drill/blast-radius.ts'
import type { Guard } from '../../drill/guards/guard.ts'
import type { ResolvedDrill, Step } from '../../drill/model.ts'
import { visits } from '../../drill/walk.ts'
import type { Fault } from '../../fault/fault.ts'
import type { Refusal, Target } from '../../target/target.ts'
import { blastRefusals } from './blast-radius.ts'
import { capabilityRefusals } from './capabilities.ts'
import { crashRefusals } from './crash.ts'
import { guardRefusals } from './guards.ts'
import { loadRefusals } from './load.ts'
import { migrationRefusals } from './migrations.ts'
import { nameRefusals } from './names.ts'
import { objectiveRefusals } from './objectives.ts'
import { releaseRefusals } from './releases.ts'
import { strategyRefusals } from './strategy.ts'

export interface RefusalContext {
  drill: ResolvedDrill
  target: Pick<
    Target,
    | 'kind'
    | 'capabilities'
    | 'strategy'
    | 'canRoute'
    | 'crashWays'
    | 'instanceNames'
    | 'services'
    | 'links'
    | 'releases'
    | 'noWayBack'
  >
  faults: Readonly<Record<string, Fault>>
  /** The configuration's, by name. */
  loads: readonly string[]
  handlers: readonly string[]
  namedProbes: readonly string[]
  /** The configuration says how to ask what is stored. */
  readsLedger: boolean
  indicators: readonly string[]
  /** Requests a second that this environment allows; null: no limit. */
  maxRate: number | null
  probeIntervalMs: number
  /** So many instances at once the command line agrees to. */
  blastRadius: BlastLimit
  /** The configuration's. */
  guards: readonly Guard[]
  warmUpMs: number
}

/** Every reason why the drill cannot be run so, from the descriptions alone; each one once. */
export function refusals(context: RefusalContext): Refusal[] {
  const steps: Step[] = [...visits(context.drill.steps)].map(({ step }) => step)
  const found = [
    ...loadRefusals(context),
    ...steps.flatMap((step) => [
      ...capabilityRefusals(step, context),
      ...nameRefusals(step, context),
      ...releaseRefusals(step, context),
      ...migrationRefusals(step, context),
      ...strategyRefusals(step, context),
      ...crashRefusals(step, context),
    ]),
    ...objectiveRefusals(context),
    ...blastRefusals(context),
    ...guardRefusals(context),
  ]
  return [...new Map(found.map((refusal) => [refusal.reason, refusal])).values()]
}
