import { instanceNames } from '../references.ts'
import { runSteps } from './run-steps.ts'
import type { Execute } from './step.ts'

/** Takes the steps once for each instance, one after the other. */
export const each: Execute<'each'> = async (step, context) => {
  for (const name of await instanceNames(step.over, context.stage)) {
    const loops = { ...context.loops, [step.loop]: name }
    const outcome = await runSteps(step.steps, { ...context, loops, path: `${context.path}[${name}].steps` })
    if (outcome !== 'done') return outcome
  }
  return 'done'
}
