import type { Evaluate } from './condition.ts'

/** By each instance's own word, asked afresh. */
export const ready: Evaluate<'ready'> = async ({ atLeast }, { stage }) => {
  const instances = await stage.target.instances()
  const count = instances.filter((instance) => instance.ready).length
  const wanted = atLeast === 'all' ? instances.length : atLeast
  return {
    met: count >= wanted,
    restedOn: `${count} of ${instances.length} instances say that they are ready`,
  }
}
