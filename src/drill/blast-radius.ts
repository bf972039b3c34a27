/** How many instances a drill hits at once, worked out from its steps alone. */
import type { Condition, InstanceRef, InstancesRef, Place, Step } from './model.ts'
import { loopNames } from './windows.ts'

/** So many instances at once at most, and never the last one that is ready; `all`: that one too. */
export type BlastLimit = number | 'all'

/** A drill and a command line that say nothing. */
export const ONE_AT_A_TIME: BlastLimit = 1

export interface MostHit {
  /** At most; never more than there are. */
  count: number
  /** Where the step stands that makes it so many; empty: no instance is hit. */
  place: Place
}

/** What both agree to. */
export function smallerOf(a: BlastLimit, b: BlastLimit): BlastLimit {
  if (a === 'all') return b
  return b === 'all' ? a : Math.min(a, b)
}

/** Does the limit allow as much as this? */
export function isWithin(wanted: BlastLimit, limit: BlastLimit): boolean {
  return limit === 'all' || (wanted !== 'all' && wanted <= limit)
}

/**
 * The most instances that faults, `stop` and `restart` hit at once. What is picked later counts as another one each time.
 * A rollout brings everything back; what it takes out itself is the release gate's to watch. What cannot be told from
 * the steps (does a supervisor bring it back?) is taken well here: the run looks before each act.
 */
export function mostHitAtOnce(steps: readonly Step[], instanceNames: readonly string[]): MostHit {
  const walk: Walk = { names: instanceNames, picked: 0, most: { count: 0, place: '' } }
  ofList(steps, { held: new Map(), victim: null, loops: {} }, walk)
  const there = instanceNames.length === 0 ? Number.POSITIVE_INFINITY : instanceNames.length
  return { ...walk.most, count: Math.min(walk.most.count, there) }
}

/** `down`: it is hit no more once it is ready. `held`: only its heal ends it. */
type Hold = 'down' | 'held'
type Held = ReadonlyMap<string, Hold>

interface State {
  /** By name, or by a number where the run picks. */
  held: Held
  victim: string | null
  loops: Readonly<Record<string, string>>
}

interface Walk {
  readonly names: readonly string[]
  picked: number
  most: MostHit
}

function ofList(steps: readonly Step[], before: State, walk: Walk): State {
  return steps.reduce((state, step) => ofStep(step, state, walk), before)
}

function ofStep(step: Step, state: State, walk: Walk): State {
  switch (step.kind) {
    case 'phase':
      return ofList(step.steps, state, walk)
    case 'expect-refused':
      return ofStep(step.step, state, walk)
    case 'each': {
      const { loops } = state
      let after = state
      for (const name of loopNames(step.over, walk.names))
        after = ofList(step.steps, { ...after, loops: { ...loops, [step.loop]: name } }, walk)
      return { ...after, loops }
    }
    case 'together':
      return ofLanes(step, state, walk)
    case 'during': {
      const hit = ofStep(step.fault, state, walk)
      const after = ofList(step.steps, hit, walk)
      return { ...after, held: without(after.held, hit.victim === null ? [] : [hit.victim]) }
    }
    case 'until':
      return bringsBack(step.condition) ? { ...state, held: lasting(state.held) } : state
    case 'deploy':
      return { ...state, held: lasting(state.held) }
    case 'rollback':
      return step.observed ? state : { ...state, held: lasting(state.held) }
    default:
      return ofOne(step, state, walk)
  }
}

function ofOne(step: Step, state: State, walk: Walk): State {
  switch (step.kind) {
    case 'fault': {
      const { victim } = step
      if (victim.ref === 'service') return { ...state, victim: null }
      const name = nameOf(victim, state, walk)
      const held = hit(step.place, state.held, [name], step.fault === 'kill' ? 'down' : 'held', walk)
      // Its supervisor brings it back, at once if it is a good one.
      return { ...state, victim: name, held: step.fault === 'crash' ? state.held : held }
    }
    case 'stop': {
      const name = nameOf(step.instance, state, walk)
      return { ...state, held: hit(step.place, state.held, [name], 'down', walk) }
    }
    case 'restart': {
      const names = namesOf(step.instances, state, walk)
      return { ...state, held: without(hit(step.place, state.held, names, 'down', walk), names) }
    }
    case 'start':
      return { ...state, held: without(state.held, [nameOf(step.instance, state, walk)]) }
    default:
      return state
  }
}

/** Side by side: what each hits beside what was hit before adds up. */
function ofLanes({ lanes, place }: Extract<Step, { kind: 'together' }>, state: State, walk: Walk): State {
  const before = state.held.size
  const own = lanes.map((lane) => {
    const alone: Walk = { ...walk, most: { count: before, place } }
    const after = ofList(lane, state, alone)
    walk.picked = alone.picked
    return { after, most: alone.most }
  })
  const count = own.reduce((sum, { most }) => sum + most.count - before, before)
  const [largest] = own.toSorted((a, b) => b.most.count - a.most.count)
  note(walk, { count, place: largest?.most.place ?? place })
  const added = own.flatMap(({ after }) => [...after.held].filter(([name]) => !state.held.has(name)))
  const kept = [...state.held].filter(([name]) => own.every(({ after }) => after.held.has(name)))
  const held = new Map([...kept, ...added])
  const ships = lanes.some((lane) => lane.some(isShipping))
  const victim = own.find(({ after }) => after.victim !== state.victim)?.after.victim ?? state.victim
  return { ...state, victim, held: ships ? lasting(held) : held }
}

function hit(place: Place, before: Held, names: readonly string[], as: Hold, walk: Walk): Held {
  const held = new Map([...before, ...names.map((name) => [name, as] as const)])
  note(walk, { count: held.size, place })
  return held
}

function note(walk: Walk, most: MostHit): void {
  if (most.count > walk.most.count) walk.most = most
}

function without(held: Held, names: readonly string[]): Held {
  return new Map([...held].filter(([name]) => !names.includes(name)))
}

/** What a rollout, or every instance being ready, does not end. */
function lasting(held: Held): Held {
  return new Map([...held].filter(([, as]) => as === 'held'))
}

function isShipping(step: Step): boolean {
  return step.kind === 'deploy' || (step.kind === 'rollback' && !step.observed)
}

function bringsBack(condition: Condition): boolean {
  return (condition.kind === 'ready' || condition.kind === 'serving') && condition.atLeast === 'all'
}

function namesOf(ref: InstanceRef | InstancesRef, state: State, walk: Walk): readonly string[] {
  if (ref.ref === 'all') return walk.names
  return 'names' in ref ? ref.names : [nameOf(ref, state, walk)]
}

function nameOf(ref: InstanceRef, { loops, victim }: State, walk: Walk): string {
  if (ref.ref === 'named') return ref.name
  const known = ref.ref === 'it' ? loops[ref.loop] : ref.ref === 'victim' ? victim : null
  if (known !== undefined && known !== null) return known
  walk.picked += 1
  return `picked ${walk.picked}`
}
