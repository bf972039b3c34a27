/**
 * What can be said of a drill's course before it is run. Pure; `instanceNames` are the target's, for `each`: without
 * them, phases in a loop over all instances are left out, and such a loop in a phase has no planned time.
 */
import { FiredrillError } from '../errors.ts'
import { deepFreeze } from './freeze.ts'
import type { LongEnoughHold } from './long-enough.ts'
import { longEnoughHold } from './long-enough.ts'
import type { PhaseStep, ResolvedDrill, Step } from './model.ts'
import { loopNames, phaseWindows } from './windows.ts'

/** Before the first phase the load warms up, so much as the configuration says. */
export interface PlanningOptions {
  warmUpMs?: number
  instanceNames?: readonly string[]
}

export interface PlannedPhase {
  /** The window: `lost`, `lost[web-1]`. */
  name: string
  phase: string
  /** The holds, lanes side by side counted once; null where only conditions decide. */
  plannedMs: number | null
}

const DEFAULT_WARM_UP_MS = 5000
/** For the upper bound, where the target's instances are not known yet. */
const UNKNOWN_INSTANCES = 10
/** For the upper bound, where it is the configuration that says how many variables are required. */
const UNKNOWN_VARIABLES = 12
/** What a step may take at most that has no time of its own: until a fault is seen, an instance is ready again. */
const STEP_LIMIT_MS = {
  fault: 10_000,
  heal: 60_000,
  act: 120_000,
  deploy: 180_000,
  rollback: 120_000,
  migrate: 120_000,
  stop: 60_000,
  restart: 120_000,
  endTrial: 10_000,
  search: 60_000,
  other: 1000,
} as const

/** The planned length of each window; the holds that are long enough have to be replaced before. */
export function plannedPhases(drill: ResolvedDrill, instanceNames: readonly string[] = []): PlannedPhase[] {
  return phaseWindows(drill, instanceNames).map(({ name, phase }) => ({
    name,
    phase: phase.name,
    plannedMs: held(phase, instanceNames),
  }))
}

/** What the steps take together at least, for they hold so long; with each `longEnough()` replaced. */
export function leastDurationMs(drill: ResolvedDrill, instanceNames: readonly string[] = []): number {
  return sum(drill.steps.map((step) => held(step, instanceNames) ?? 0))
}

/** What the target itself lets a deploy and a rollback take at most, ms; what is not known is left out. */
export interface ShippingLimits {
  deployMs?: number
  rollbackMs?: number
}

/**
 * An upper bound of what the steps take together: holds, time limits, and a generous time for everything else. The
 * target's own limits lengthen it, and never shorten it.
 */
export function maxDurationMs(
  drill: ResolvedDrill,
  instanceNames: readonly string[] = [],
  limits: ShippingLimits = {},
): number {
  return sum(drill.steps.map((step) => longest(step, instanceNames, limits)))
}

/** The drill with each `hold(longEnough())` as a hold of a fixed time; deep-frozen. */
export function replaceLongEnough(drill: ResolvedDrill, options: PlanningOptions = {}): ResolvedDrill {
  return deepFreeze({ ...drill, steps: replaced(drill, options).steps })
}

/** How long each of these holds is and why, by the place where it is written; for the plan. */
export function longEnoughHolds(
  drill: ResolvedDrill,
  options: PlanningOptions = {},
): { phase: string; place: string; hold: LongEnoughHold }[] {
  return replaced(drill, options).holds
}

/** When something begins, since the load began: as planned, and at the latest. */
interface Begin {
  atMs: number
  latestMs: number
}

type Holds = ReturnType<typeof longEnoughHolds>

function replaced(drill: ResolvedDrill, options: PlanningOptions): { steps: Step[]; holds: Holds } {
  const { warmUpMs = DEFAULT_WARM_UP_MS, instanceNames = [] } = options
  const holds: Holds = []
  const list = (steps: readonly Step[], phase: PhaseStep | null, from: Begin): Step[] => {
    let { atMs, latestMs } = from
    return steps.map((step) => {
      const done = one(step, phase, { atMs, latestMs })
      atMs += held(done, instanceNames) ?? 0
      latestMs += longest(done, instanceNames, {})
      return done
    })
  }
  /** Of what lies in a step, which may begin a fault or a turn of a loop later. */
  const within = (step: Step, { atMs, latestMs }: Begin): Begin => ({
    atMs,
    latestMs: latestMs + longest(step, instanceNames, {}),
  })
  const one = (step: Step, phase: PhaseStep | null, begin: Begin): Step => {
    switch (step.kind) {
      case 'phase':
        return { ...step, steps: list(step.steps, step, begin) }
      case 'each':
      case 'during':
        return { ...step, steps: list(step.steps, phase, within(step, begin)) }
      case 'together':
        return { ...step, lanes: step.lanes.map((lane) => list(lane, phase, begin)) }
      case 'expect-refused':
        return { ...step, step: one(step.step, phase, begin) }
      case 'hold-long-enough': {
        const hold = phase
          ? longEnoughHold(phase, drill, begin.atMs, begin.latestMs)
          : { impossible: 'it lies outside of any phase.', hint: 'Put it into a phase.' }
        holds.push({ phase: phase?.name ?? '', place: step.place, hold })
        if ('durationMs' in hold) return { kind: 'hold', durationMs: hold.durationMs, place: step.place }
        throw new FiredrillError(
          'drill-invalid',
          `${step.place}: longEnough() cannot be worked out: ${hold.impossible}`,
          {
            hint: hold.hint,
          },
        )
      }
      default:
        return step
    }
  }
  return { steps: list(drill.steps, null, { atMs: warmUpMs, latestMs: warmUpMs }), holds }
}

/** The time that a step holds; null where it holds none. */
function held(step: Step, all: readonly string[]): number | null {
  switch (step.kind) {
    case 'hold':
      return step.durationMs
    case 'phase':
    case 'during':
      return total(step.steps.map((inner) => held(inner, all)))
    case 'together': {
      const lanes = step.lanes
        .map((lane) => total(lane.map((inner) => held(inner, all))))
        .filter((ms) => ms !== null)
      return lanes.length === 0 ? null : Math.max(...lanes)
    }
    case 'expect-refused':
      return held(step.step, all)
    case 'each': {
      const once = total(step.steps.map((inner) => held(inner, all)))
      const times = loopNames(step.over, all).length
      return once === null || times === 0 ? null : once * times
    }
    default:
      return null
  }
}

function longest(step: Step, all: readonly string[], limits: ShippingLimits): number {
  const list = (steps: readonly Step[]) => sum(steps.map((inner) => longest(inner, all, limits)))
  switch (step.kind) {
    case 'hold':
      return step.durationMs
    case 'until':
      return step.withinMs + STEP_LIMIT_MS.other
    case 'phase':
      return list(step.steps)
    case 'during':
      return STEP_LIMIT_MS.fault + list(step.steps) + STEP_LIMIT_MS.heal
    case 'together':
      return Math.max(...step.lanes.map(list))
    case 'each':
      return list(step.steps) * (loopNames(step.over, all).length || UNKNOWN_INSTANCES)
    case 'fault':
      return STEP_LIMIT_MS.fault
    case 'start':
      return STEP_LIMIT_MS.heal
    case 'act':
      return STEP_LIMIT_MS.act
    case 'deploy':
      return Math.max(STEP_LIMIT_MS.deploy, limits.deployMs ?? 0) + step.bakeMs
    case 'rollback':
      return Math.max(STEP_LIMIT_MS.rollback, limits.rollbackMs ?? 0)
    case 'migrate':
    case 'stop':
    case 'restart':
      return STEP_LIMIT_MS[step.kind]
    case 'boot': {
      const times = step.trial.without === 'each-required' ? UNKNOWN_VARIABLES : 1
      return (step.trial.withinMs + STEP_LIMIT_MS.endTrial) * times
    }
    case 'search-secrets':
      return STEP_LIMIT_MS.search
    case 'manual':
      return STEP_LIMIT_MS.other
    case 'expect-refused':
      return longest(step.step, all, limits)
    case 'expect':
    case 'hold-long-enough':
      return 0
  }
}

function total(parts: readonly (number | null)[]): number | null {
  const known = parts.filter((part) => part !== null)
  return known.length === 0 ? null : sum(known)
}

function sum(parts: readonly number[]): number {
  return parts.reduce((so, part) => so + part, 0)
}
