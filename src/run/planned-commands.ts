/**
 * Every command that a drill will run, in the order of its steps, as a person would type it. What is decided only
 * later (which instance is picked, whether a trigger fires) stands as an example, and is said to be one.
 */
import { describeStep } from '../drill/describe.ts'
import type { FaultStep, InstanceRef, InstancesRef, JsonObject, RefusedCode, Step } from '../drill/model.ts'
import { loopNames } from '../drill/windows.ts'
import type { Disturbance, PlannedCommand, PlannedStep, Target } from '../target/target.ts'
import { bytes, cores } from '../units.ts'
import { createVersions, type Versions } from './planned-versions.ts'

export interface StepCommands {
  /** The step in words; `start` for what comes before all steps. */
  step: string
  /** The refusal or the trigger that is to end it, one of these; null: it is to be carried out. */
  refused: readonly RefusedCode[] | null
  /** Which instance stands for one that only the run can name; null: each is named. */
  example: string | null
  commands: PlannedCommand[]
}

type Planning = Pick<Target, 'commands' | 'instanceNames' | 'releases' | 'strategy'>

export function plannedCommands(
  steps: readonly Step[],
  target: Planning,
  links: readonly string[] = [],
): StepCommands[] {
  const start: StepCommands = {
    step: 'start',
    refused: null,
    example: null,
    commands: target.commands({ kind: 'start-all', links }),
  }
  const versions = createVersions(target.releases)
  const walk: Walk = { target, versions, victim: null, held: new Map() }
  return [start, ...ofSteps(steps, { walk, refused: null, loops: {} })].filter(
    ({ commands }) => commands.length > 0,
  )
}

/** What is known while the steps are gone through. */
interface Walk {
  target: Planning
  versions: Versions
  /** Whom the latest fault hit. */
  victim: string | null
  /** What ends the fault that holds an instance, where that is more than a start. */
  held: Map<string, PlannedStep>
}

interface Place {
  walk: Walk
  refused: readonly RefusedCode[] | null
  loops: Readonly<Record<string, string>>
}

function ofSteps(steps: readonly Step[], place: Place): StepCommands[] {
  return steps.flatMap((step) => ofStep(step, place))
}

function ofStep(step: Step, place: Place): StepCommands[] {
  const { walk, loops } = place
  switch (step.kind) {
    case 'phase':
      return ofSteps(step.steps, place)
    case 'each':
      return loopNames(step.over, walk.target.instanceNames).flatMap((name) =>
        ofSteps(step.steps, { ...place, loops: { ...loops, [step.loop]: name } }),
      )
    case 'together':
      return step.lanes.flatMap((lane) => ofSteps(lane, place))
    case 'during': {
      const fault = ofStep(step.fault, place)
      const inside = ofSteps(step.steps, place)
      return [...fault, ...inside, ...healing(step.fault, place)]
    }
    case 'expect-refused':
      return ofStep(step.step, { ...place, refused: step.because })
    default:
      return ofOne(step, place)
  }
}

function ofOne(step: Step, place: Place): StepCommands[] {
  const { steps, example } = planned(step, place)
  return said(describeStep(step), steps, example, place)
}

function said(
  step: string,
  steps: readonly PlannedStep[],
  example: string | null,
  place: Place,
): StepCommands[] {
  const { walk, refused } = place
  return [{ step, refused, example, commands: steps.flatMap((one) => walk.target.commands(one)) }]
}

interface Planned {
  steps: PlannedStep[]
  example: string | null
}

function planned(step: Step, place: Place): Planned {
  const { versions } = place.walk
  switch (step.kind) {
    case 'deploy': {
      const change = versions.deploy(step.release, place.refused)
      return { steps: change ? [{ kind: 'deploy', ...change }] : [], example: null }
    }
    case 'rollback': {
      const change = step.observed ? null : versions.rollback()
      return { steps: change ? [{ kind: 'rollback', ...change }] : [], example: null }
    }
    case 'migrate': {
      const release = versions.of(step.release)
      const { direction } = step
      return { steps: release === null ? [] : [{ kind: 'migrate', release, direction }], example: null }
    }
    case 'boot': {
      const release = versions.of(step.release)
      const { set, without } = step.trial
      const left = without === 'each-required' ? ['<each required variable in turn>'] : without
      return { steps: release === null ? [] : [{ kind: 'boot', release, set, without: left }], example: null }
    }
    case 'stop':
    case 'start': {
      const { name, example } = one(step.instance, place)
      const end = step.kind === 'start' ? takeEnd(name, place) : undefined
      return { steps: [end ?? { kind: step.kind, name }], example }
    }
    case 'restart': {
      const { names, example } = several(step.instances, place)
      const stops = names.map((name) => ({ kind: 'stop' as const, name }))
      return { steps: [...stops, ...names.map((name) => ({ kind: 'start' as const, name }))], example }
    }
    case 'fault':
      return fault(step, place)
    default:
      return { steps: [], example: null }
  }
}

function fault({ fault: kind, victim, args }: FaultStep, place: Place): Planned {
  if (victim.ref === 'service') {
    const how = disturbanceOf(kind, args)
    if (how) return { steps: [{ kind: 'disturb', service: victim.name, how }], example: null }
    const as = args.as === 'hang' ? 'hang' : 'stopped'
    return { steps: [{ kind: 'lose', service: victim.name, as }], example: null }
  }
  const { name, example } = one(victim, place)
  place.walk.victim = name
  if (kind === 'crash') {
    const by = args.by === 'request' ? 'request' : 'abort'
    return { steps: [{ kind, name, by }], example }
  }
  if (kind === 'disconnect') {
    place.walk.held.set(name, { kind: 'reconnect', name })
    return { steps: [{ kind, name }], example }
  }
  if (kind === 'fill') {
    const path = String(args.path)
    place.walk.held.set(name, { kind: 'empty', name, path })
    return { steps: [{ kind, name, path }], example }
  }
  if (kind === 'squeeze') {
    const { cpu, memory } = args
    const to = {
      cpus: typeof cpu === 'string' ? cores(cpu) : 0,
      memoryBytes: typeof memory === 'string' ? bytes(memory) : 0,
    }
    const of = { cpus: to.cpus > 0, memory: to.memoryBytes > 0 }
    place.walk.held.set(name, { kind: 'release', name, of })
    return { steps: [{ kind, name, to }], example }
  }
  return { steps: kind === 'kill' || kind === 'pause' ? [{ kind, name }] : [], example }
}

/** Null for a fault that is none of a link. */
function disturbanceOf(fault: string, args: JsonObject): Disturbance | null {
  if (fault === 'slow-link') return { kind: 'slow', byMs: Number(args.byMs) }
  if (fault === 'flaky-link') return { kind: 'flaky', share: Number(args.share) }
  return fault === 'cut-link' ? { kind: 'cut' } : null
}

/** How a fault that holds during steps is ended. What was paused is woken by the run itself. */
function healing(step: FaultStep, place: Place): StepCommands[] {
  const { victim, args, fault: kind } = step
  const what = `end it: ${describeStep(step)}`
  if (victim.ref === 'service') {
    if (disturbanceOf(kind, args)) return said(what, [{ kind: 'clear', service: victim.name }], null, place)
    const as = args.as === 'hang' ? 'hang' : 'stopped'
    return said(what, [{ kind: 'give-back', service: victim.name, as }], null, place)
  }
  const { name, example } = one(victim, place)
  const end = takeEnd(name, place)
  if (end === undefined && kind !== 'kill') return []
  return said(what, [end ?? { kind: 'start', name }], example, place)
}

function takeEnd(name: string, { walk }: Place): PlannedStep | undefined {
  const end = walk.held.get(name)
  walk.held.delete(name)
  return end
}

function several(
  ref: InstanceRef | InstancesRef,
  place: Place,
): { names: readonly string[]; example: string | null } {
  if (ref.ref === 'all') return { names: place.walk.target.instanceNames, example: null }
  if ('names' in ref) return { names: ref.names, example: null }
  const { name, example } = one(ref, place)
  return { names: [name], example }
}

/** One that the seed picks, among those that are up then, is shown by the first there is. */
function one(ref: InstanceRef, { walk, loops }: Place): { name: string; example: string | null } {
  if (ref.ref === 'named') return { name: ref.name, example: null }
  const looped = ref.ref === 'it' ? loops[ref.loop] : undefined
  if (looped !== undefined) return { name: looped, example: null }
  const name = (ref.ref === 'victim' ? walk.victim : null) ?? walk.target.instanceNames[0] ?? 'web-1'
  return { name, example: name }
}
