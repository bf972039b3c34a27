import { orFound } from './ending.ts'
import { healFault, injectFault } from './fault.ts'
import { runSteps } from './run-steps.ts'
import type { Execute } from './step.ts'

/** Healing gets a time and a signal of its own, also where the steps were cancelled. */
const HEAL_WITHIN_MS = 60_000

/** Takes the steps while the fault holds, then always heals, and proves both. */
export const during: Execute<'during'> = async (step, context) => {
  const injected = await injectFault(step.fault, context)
  if (!injected) return 'unmet'
  const heal = (): Promise<boolean> => {
    context.stage.live.note(`healing ${injected.intent.victim.name}`)
    return healFault(injected, context, AbortSignal.timeout(HEAL_WITHIN_MS))
  }
  const path = `${context.path}.steps`
  const outcome = await runSteps(step.steps, { ...context, path }).catch(async (error: unknown) => {
    // What went wrong first is what counts; a fault that cannot be healed now is undone at the end.
    await heal().catch(() => false)
    throw error
  })
  // Of a run that is over, and of what is not the app, it says nothing of the app.
  const isOfTheApp = outcome !== 'cancelled' && step.fault.victim.ref !== 'service'
  const healed = await (isOfTheApp ? orFound(injected.intent.victim.name, context, heal) : heal())
  return outcome === 'done' && !healed ? 'unmet' : outcome
}
