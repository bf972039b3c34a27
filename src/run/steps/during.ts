import { healFault, injectFault } from './fault.ts'
import { runSteps } from './run-steps.ts'
import type { Execute } from './step.ts'

/** Healing gets a time and a signal of its own, also where the steps were cancelled. */
const HEAL_WITHIN_MS = 60_000

/** Takes the steps while the fault holds, then always heals, and proves both. */
export const during: Execute<'during'> = async (step, context) => {
  const injected = await injectFault(step.fault, context)
  if (!injected) return 'unmet'
  const outcome = await runSteps(step.steps, { ...context, path: `${context.path}.steps` }).finally(() =>
    context.stage.live.note(`healing ${injected.intent.victim.name}`),
  )
  const healed = await healFault(injected, context.stage, AbortSignal.timeout(HEAL_WITHIN_MS))
  return outcome === 'done' && !healed ? 'unmet' : outcome
}
