/** Plain phrases for plans, the console and reports: the one place where a drill is put into words. */

import { describeCondition } from './describe/conditions.ts'
import { describeObjective } from './describe/objectives.ts'
import {
  describeInstance,
  describeInstances,
  describeRelease,
  describeVictim,
} from './describe/references.ts'
import { exactMs, percent, shortest } from './describe/values.ts'
import type { BootTrial, FaultStep, InstanceRef, InstancesRef, LoadSpec, RefusedCode, Step } from './model.ts'

export { describeCondition } from './describe/conditions.ts'
export { describeGuard } from './describe/guards.ts'
export {
  BOUND_WORDS,
  clauseText,
  describeFilter,
  describeIndicator,
  describeObjective,
} from './describe/objectives.ts'
export { describeInstances, describeRelease } from './describe/references.ts'

/** `kill one instance (picked by the seed)`, `hold 20 s`, `until clients have recovered, within 1 min`. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case 'phase':
      return `phase ${step.name}`
    case 'hold':
      return `hold ${exactMs(step.durationMs)}`
    case 'hold-long-enough':
      return 'hold long enough to decide the objectives'
    case 'until':
      return `until ${describeCondition(step.condition)}, within ${exactMs(step.withinMs)}`
    case 'together':
      return `together, in ${step.lanes.length} lanes`
    case 'each':
      return `for each of ${describeInstances(step.over)}, one after the other`
    case 'during':
      return `while it holds: ${describeStep(step.fault)}`
    case 'fault':
      return describeFault(step)
    case 'start':
      return `start ${describeInstance(step.instance)}`
    case 'expect':
      return `expect ${describeObjective(step.objective)}`
    case 'act':
      return `act ${step.handler}`
    case 'manual':
      return `a person acts: ${step.text}`
    default:
      return describeReleaseStep(step)
  }
}

type ReleaseStep = Extract<
  Step,
  {
    kind:
      | 'deploy'
      | 'rollback'
      | 'migrate'
      | 'stop'
      | 'restart'
      | 'boot'
      | 'search-secrets'
      | 'expect-refused'
  }
>

/** When a deploy is ended, one line each, and how long that is looked for after the last instance was switched. */
export function describeTriggers({ stopOn, bakeMs }: Extract<Step, { kind: 'deploy' }>): string[] {
  const triggers = stopOn.map((condition) => `ended by ${describeCondition(condition)}`)
  return bakeMs === 0 ? triggers : [...triggers, `baked for ${exactMs(bakeMs)}`]
}

function describeReleaseStep(step: ReleaseStep): string {
  switch (step.kind) {
    case 'deploy':
      return `deploy ${describeRelease(step.release)}${step.strategy === undefined ? '' : ` (${step.strategy})`}${step.orRolledBack ? ', or be rolled back by the rollout itself' : ''}`
    case 'rollback':
      return step.observed ? 'wait for somebody else to roll back' : 'roll back'
    case 'migrate':
      return `migrate ${step.direction} for ${describeRelease(step.release)}`
    case 'stop':
      return `stop ${describeInstance(step.instance)}`
    case 'restart':
      return `restart ${describeRestarted(step.instances)}`
    case 'boot':
      return `boot ${describeRelease(step.release)} beside the app${describeTrial(step.trial)}`
    case 'search-secrets':
      return 'search artifacts, logs and the record for secrets'
    case 'expect-refused':
      return `expect ${describeCodes(step.because)}: ${describeStep(step.step)}`
  }
}

/** `never-ready`, `start-failed, never-ready or command-failed`. */
export function describeCodes(codes: readonly RefusedCode[]): string {
  const last = codes.at(-1) ?? ''
  return codes.length < 2 ? last : `${codes.slice(0, -1).join(', ')} or ${last}`
}

/** `load "shop" at 200/s`. */
export function describeLoad({ name, profile }: LoadSpec): string {
  switch (profile.kind) {
    case 'constant-arrival-rate':
      return `load "${name}" at ${shortest(profile.ratePerSecond)}/s`
    case 'ramping-arrival-rate': {
      const stages = profile.stages.map(
        (stage) => `${shortest(stage.toPerSecond)}/s over ${exactMs(stage.durationMs)}`,
      )
      return `load "${name}" from ${shortest(profile.startPerSecond)}/s to ${stages.join(', then to ')}`
    }
    case 'script':
      return `load "${name}" as its script's own scenarios say`
  }
}

/** `slow the link to db by 100 ms`, `kill one instance (picked by the seed)` */
function describeFault({ fault, victim, args }: FaultStep): string {
  const to = victim.ref === 'service' ? `the link to ${victim.name}` : ''
  switch (fault) {
    case 'slow-link':
      return `slow ${to} by ${exactMs(Number(args.byMs))}`
    case 'cut-link':
      return `cut ${to}`
    case 'flaky-link':
      return `let ${percent(Number(args.share))} of the connections of ${to} break each second`
    default:
      return `${fault} ${describeVictim(victim)}${faultArgs(args)}`
  }
}

/** A fault's arguments are few and short: `, as stopped`. */
function faultArgs(args: Readonly<Record<string, unknown>>): string {
  return Object.entries(args)
    .map(([key, value]) => `, ${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('')
}

function describeRestarted(ref: InstancesRef | InstanceRef): string {
  if (ref.ref === 'all') return 'all instances at once'
  if (ref.ref === 'named' && 'names' in ref) return `${ref.names.join(', ')} at once`
  return describeInstance(ref)
}

/** Values may be anything, passwords too: variables are named only. */
function describeTrial({ set, without, expect }: BootTrial): string {
  const names = Object.keys(set)
  const setWords = names.length === 0 ? '' : ` with ${names.join(', ')}`
  const left = without === 'each-required' ? 'each required variable in turn' : without.join(', ')
  const leftWords = left === '' ? '' : ` without ${left}`
  return `${setWords}${leftWords}: it must ${wantedOf(expect)}`
}

function wantedOf(expect: BootTrial['expect']): string {
  switch (expect.kind) {
    case 'names':
      return 'refuse'
    case 'shows':
      return `show ${Object.keys(expect.values).join(', ')}`
    case 'unready':
      return 'live and not get ready'
  }
}
