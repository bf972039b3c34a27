import { resolveSeveral } from '../references.ts'
import { end, startAgain } from './ending.ts'
import type { Execute } from './step.ts'

/** Stops instances, all of them at once, and once all are down starts them again; done when every one is ready. */
export const restart: Execute<'restart'> = async (step, context) => {
  const instances = await resolveSeveral(step.instances, context)
  await context.stage.blastRadius.hit(instances)
  await every(instances.map((instance) => end(instance, context)))
  // Of a run that is over nothing is started any more: what is to be up is put back by the undo of its stop.
  context.signal.throwIfAborted()
  const up = await every(instances.map(({ name }) => startAgain(name, context)))
  return up.every(Boolean) ? 'done' : 'unmet'
}

/** All have come to their end before the first error is passed on. */
async function every<T>(parts: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(parts)
  return await Promise.all(parts)
}
