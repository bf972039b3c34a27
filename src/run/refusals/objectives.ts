import type { ResolvedDrill, Step } from '../../drill/model.ts'
import type { Objective } from '../../drill/objective.ts'
import { visits } from '../../drill/walk.ts'
import type { Refusal } from '../../target/target.ts'
import type { RefusalContext } from './refusals.ts'

/** Objectives that name what is not there, or that no instrument here could decide. */
export function objectiveRefusals(context: RefusalContext): Refusal[] {
  return allObjectives(context.drill).flatMap(({ objective, heldMs }) =>
    refusalsOf(objective, heldMs, context),
  )
}

interface PlacedObjective {
  objective: Objective
  /** The hold time of what it is judged over, as far as it is known. */
  heldMs: number | null
}

function allObjectives({ steps, expect }: ResolvedDrill): PlacedObjective[] {
  const all = allSteps(steps)
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

function allSteps(steps: readonly Step[]): Step[] {
  return [...visits(steps)].map(({ step }) => step)
}

function held(steps: readonly Step[]): number | null {
  const holds = allSteps(steps).flatMap((step) => (step.kind === 'hold' ? [step.durationMs] : []))
  return holds.length === 0 ? null : holds.reduce((sum, ms) => sum + ms, 0)
}

function refusalsOf(
  objective: Objective,
  heldMs: number | null,
  { probeIntervalMs, namedProbes, indicators, readsLedger }: RefusalContext,
): Refusal[] {
  const { indicator, place } = objective
  if (indicator.kind === 'probe' && !namedProbes.includes(indicator.name)) {
    const reason = `${place}: no probe is called "${indicator.name}".`
    return [{ code: 'plan-refused', reason, hint: 'Add it under `probes` in firedrill.config.ts.' }]
  }
  if ((indicator.kind === 'writes' || indicator.kind === 'jobs') && !readsLedger) {
    const reason = `${place}: ${indicator.kind}() needs to know what is stored, and nothing says how to ask.`
    return [{ code: 'plan-refused', reason, hint: 'Add `ledger` to firedrill.config.ts.' }]
  }
  if (indicator.kind === 'custom' && !indicators.includes(`${indicator.name}@${indicator.version}`)) {
    const reason = `${place}: no indicator is called "${indicator.name}" in version ${indicator.version}.`
    return [{ code: 'plan-refused', reason, hint: 'Register it under `indicators` in firedrill.config.ts.' }]
  }
  return outageRefusals(objective, heldMs, probeIntervalMs)
}

/** An outage that is allowed and that the prober is too slow to tell. */
function outageRefusals(
  { indicator, bound, place }: Objective,
  heldMs: number | null,
  probeIntervalMs: number,
): Refusal[] {
  if (indicator.kind !== 'uptime' || indicator.by !== 'time') return []
  if (bound.op === 'notWorseThan' || heldMs === null) return []
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
