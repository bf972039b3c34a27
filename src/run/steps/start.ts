import { resolveInstance } from '../references.ts'
import { orFound, startAgain } from './ending.ts'
import { healFault } from './fault.ts'
import type { Execute } from './step.ts'

const HEAL_WITHIN_MS = 60_000

/** Starts an instance that is down; where a fault took it down, that fault is healed by it, and proven to be. */
export const start: Execute<'start'> = async (step, context) => {
  const { stage } = context
  const instance = await resolveInstance(step.instance, context)
  const hit = stage.injected.findLast(({ intent, healed }) => intent.victim.name === instance.name && !healed)
  if (hit) {
    const heal = () => healFault(hit, context, AbortSignal.timeout(HEAL_WITHIN_MS))
    return (await orFound(instance.name, context, heal)) ? 'done' : 'unmet'
  }
  if (instance.identity !== null) return 'done'
  return (await startAgain(instance.name, context)) ? 'done' : 'unmet'
}
