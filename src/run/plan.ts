/** What a drill will do on this target, and every reason why it cannot or must not be done. Starts nothing. */

import { type BlastLimit, mostHitAtOnce, ONE_AT_A_TIME, smallerOf } from '../drill/blast-radius.ts'
import type { Guard } from '../drill/guards/guard.ts'
import type { ResolvedDrill } from '../drill/model.ts'
import { maxDurationMs, type PlannedPhase, plannedPhases, replaceLongEnough } from '../drill/planning.ts'
import type { Fault } from '../fault/fault.ts'
import type { Host } from '../host/host.ts'
import { limitsOf } from '../rollout/needs.ts'
import type { Refusal, Target } from '../target/target.ts'
import { neededLinks } from './needed-links.ts'
import { neededVersions } from './needed-versions.ts'
import { plannedCommands, type StepCommands } from './planned-commands.ts'
import { type HostContext, hostRefusals } from './refusals/hosts.ts'
import { type RefusalContext, refusals } from './refusals/refusals.ts'
import { type ClauseSize, sampleSizes } from './sample-sizes.ts'

export interface Plan {
  /** With every `longEnough()` worked out. */
  drill: ResolvedDrill
  phases: PlannedPhase[]
  /** The longest that the steps can take. */
  maxDurationMs: number
  /** What will be run, in the order of the steps. */
  commands: StepCommands[]
  /** Empty: it can be run. */
  refusals: Refusal[]
  /** How many requests each clause needs, and what it can come to. */
  clauses: ClauseSize[]
  /** What ends it at once: the drill's own and the configuration's. */
  guards: readonly Guard[]
  /** `hits`: how many instances its steps hit at once, at most; `limit`: what drill and command line agree to. */
  blastRadius: { hits: number; of: number; limit: BlastLimit }
}

export interface PlanOptions
  extends Omit<RefusalContext, 'drill'>,
    Pick<HostContext, 'reached' | 'allowedHosts'> {
  host: Host
  target: Target
  faults: Readonly<Record<string, Fault>>
  warmUpMs: number
}

export async function planDrill(resolved: ResolvedDrill, options: PlanOptions): Promise<Plan> {
  const { target, host } = options
  const { instanceNames } = target
  const drill = replaceLongEnough(resolved, { instanceNames, warmUpMs: options.warmUpMs })
  const versions = neededVersions(drill.steps, target.releases)
  const found = [
    ...refusals({ ...options, drill }),
    ...(await hostRefusals({ ...options, net: host.net, edgeUrl: target.edgeUrl ?? null })),
    ...(await target.check(host, versions)),
  ]
  const phases = plannedPhases(drill, instanceNames)
  const { count: hits } = mostHitAtOnce(drill.steps, instanceNames)
  const limit = smallerOf(drill.blastRadius ?? ONE_AT_A_TIME, options.blastRadius)
  return {
    drill,
    phases,
    maxDurationMs: maxDurationMs(drill, instanceNames, limitsOf(target.strategy)),
    commands: plannedCommands(drill.steps, target, neededLinks(drill.steps, options.faults)),
    refusals: found,
    clauses: sampleSizes(drill, phases, instanceNames, options.warmUpMs),
    guards: [...options.guards, ...(drill.guards ?? [])],
    blastRadius: { hits, of: instanceNames.length, limit },
  }
}
