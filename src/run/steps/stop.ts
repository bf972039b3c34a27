import { resolveInstance } from '../references.ts'
import { end } from './ending.ts'
import type { Execute } from './step.ts'

/** Asks an instance to end, as a deploy or an autoscaler would; it stays down until `start`. */
export const stop: Execute<'stop'> = async (step, context) => {
  const instance = await resolveInstance(step.instance, context)
  await context.stage.blastRadius.hit([instance])
  await end(instance, context)
  return 'done'
}
