import type { LoadProfile, ResolvedDrill, Step } from '../drill/model.ts'
import type { Objective } from '../drill/objective.ts'
import type { Fault } from '../fault/fault.ts'
import type { CapabilityName, Refusal, Target } from '../target/target.ts'

export interface RefusalContext {
  drill: ResolvedDrill
  target: Pick<Target, 'kind' | 'capabilities'>
  faults: Readonly<Record<string, Fault>>
  /** The configuration's, by name. */
  loads: readonly string[]
  handlers: readonly string[]
  namedProbes: readonly string[]
  indicators: readonly string[]
  /** Requests a second that this environment allows; null: no limit. */
  maxRate: number | null
  probeIntervalMs: number
}

/** Every reason why the drill cannot be run so, from the descriptions alone; each one once. */
export function refusals(context: RefusalContext): Refusal[] {
  const steps = [...allSteps(context.drill.steps)]
  const found = [
    ...loadRefusals(context),
    ...steps.flatMap((step) => stepRefusals(step, context)),
    ...allObjectives(context.drill).flatMap(({ objective, heldMs }) =>
      objectiveRefusals(objective, heldMs, context),
    ),
  ]
  return [...new Map(found.map((refusal) => [refusal.reason, refusal])).values()]
}

/** Every step, those within others included. */
export function* allSteps(steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    yield step
    if (step.kind === 'phase' || step.kind === 'each') yield* allSteps(step.steps)
    if (step.kind === 'together') for (const lane of step.lanes) yield* allSteps(lane)
    if (step.kind === 'during') yield* allSteps([step.fault, ...step.steps])
  }
}

function loadRefusals({ drill, loads, maxRate }: RefusalContext): Refusal[] {
  const found: Refusal[] = []
  if (!loads.includes(drill.load.name)) {
    const reason = `The drill names the load "${drill.load.name}"; the configuration has ${loads.join(', ') || 'none'}.`
    found.push({ code: 'load-unknown', reason, hint: `Add it under \`loads\` in firedrill.config.ts.` })
  }
  const rate = highestRate(drill.load.profile)
  if (maxRate !== null && rate !== null && rate > maxRate) {
    const reason = `The drill asks for ${rate} requests a second; this environment allows ${maxRate}.`
    found.push({ code: 'plan-refused', reason, hint: `Lower it with --set rate=${maxRate}/s.` })
  }
  return found
}

function highestRate(profile: LoadProfile): number | null {
  switch (profile.kind) {
    case 'constant-arrival-rate':
      return profile.ratePerSecond
    case 'ramping-arrival-rate':
      return Math.max(profile.startPerSecond, ...profile.stages.map(({ toPerSecond }) => toPerSecond))
    case 'script':
      return null
  }
}

function stepRefusals(step: Step, { target, faults, handlers, namedProbes }: RefusalContext): Refusal[] {
  const missing = needs(step, faults).filter((capability) => !target.capabilities.includes(capability))
  const found: Refusal[] = missing.map((capability) => ({
    code: 'capability-missing',
    reason: `${step.place}: the step needs "${capability}", which the target "${target.kind}" does not offer.`,
    hint: 'Run the drill on a target that does, or take the step out.',
  }))
  if (step.kind === 'act') {
    const named = [step.handler, ...('handler' in step.undo ? [step.undo.handler] : [])]
    for (const name of named.filter((handler) => !handlers.includes(handler))) {
      const reason = `${step.place}: no handler is called "${name}".`
      found.push({
        code: 'plan-refused',
        reason,
        hint: 'Register it under `handlers` in firedrill.config.ts.',
      })
    }
  }
  if (
    step.kind === 'until' &&
    step.condition.kind === 'probe' &&
    !namedProbes.includes(step.condition.name)
  ) {
    const reason = `${step.place}: no probe is called "${step.condition.name}".`
    found.push({ code: 'plan-refused', reason, hint: 'Add it under `probes` in firedrill.config.ts.' })
  }
  return found
}

function needs(step: Step, faults: Readonly<Record<string, Fault>>): readonly CapabilityName[] {
  if (step.kind === 'fault') return faults[step.fault]?.needs ?? []
  return step.kind === 'start' ? ['lifecycle'] : []
}

interface PlacedObjective {
  objective: Objective
  /** The hold time of what it is judged over, as far as it is known. */
  heldMs: number | null
}

function allObjectives({ steps, expect }: ResolvedDrill): PlacedObjective[] {
  const all = [...allSteps(steps)]
  const runMs = held(steps)
  const ofPhases = all.flatMap((step) => {
    if (step.kind !== 'phase') return []
    const phaseMs = held(step.steps)
    const judged = step.inherit ? [...expect, ...step.expect] : step.expect
    return judged.map((objective) => ({ objective, heldMs: objective.over === 'run' ? runMs : phaseMs }))
  })
  // One in mid-drill is judged up to its moment, which only the run knows.
  const ofMoments = all.flatMap((step) =>
    step.kind === 'expect' ? [{ objective: step.objective, heldMs: null }] : [],
  )
  return [...ofPhases, ...ofMoments]
}

function held(steps: readonly Step[]): number | null {
  const holds = [...allSteps(steps)].flatMap((step) => (step.kind === 'hold' ? [step.durationMs] : []))
  return holds.length === 0 ? null : holds.reduce((sum, ms) => sum + ms, 0)
}

function objectiveRefusals(
  { indicator, bound, place }: Objective,
  heldMs: number | null,
  { probeIntervalMs, namedProbes, indicators }: Omit<RefusalContext, 'drill'>,
): Refusal[] {
  if (indicator.kind === 'probe' && !namedProbes.includes(indicator.name)) {
    const reason = `${place}: no probe is called "${indicator.name}".`
    return [{ code: 'plan-refused', reason, hint: 'Add it under `probes` in firedrill.config.ts.' }]
  }
  if (indicator.kind === 'custom' && !indicators.includes(`${indicator.name}@${indicator.version}`)) {
    const reason = `${place}: no indicator is called "${indicator.name}" in version ${indicator.version}.`
    return [{ code: 'plan-refused', reason, hint: 'Register it under `indicators` in firedrill.config.ts.' }]
  }
  if (
    indicator.kind !== 'uptime' ||
    indicator.by !== 'time' ||
    bound.op === 'notWorseThan' ||
    heldMs === null
  )
    return []
  const allowedMs = (1 - bound.value) * heldMs
  if (allowedMs >= 3 * probeIntervalMs) return []
  const reason = `${place}: ${allowedMs.toFixed(0)} ms of outage are allowed; a prober that looks every ${probeIntervalMs} ms cannot tell.`
  const neededS = Math.ceil((3 * probeIntervalMs) / (1 - bound.value) / 1000)
  const hint =
    bound.value >= 1
      ? 'Allow some outage: no prober can show that there was none.'
      : `Hold the phase for at least ${neededS} s, or lower \`prober.interval\`.`
  return [{ code: 'plan-refused', reason, hint }]
}
