import type { Instance, RunningTarget } from '../../target/target.ts'
import type { Evaluate } from './condition.ts'

/**
 * By each instance's own word, asked afresh: it runs this release, and is ready. And users get to it, where the answers
 * at the edge tell who gave them: one that the edge does not know yet serves nobody.
 */
export const serving: Evaluate<'serving'> = async ({ release, atLeast }, { stage }) => {
  const { version } = await stage.releases.resolve(release)
  const instances = await stage.target.instances()
  const good = instances.filter((instance) => instance.ready && instance.release?.version === version)
  const wanted = atLeast === 'all' ? instances.length : atLeast
  const others = instances
    .filter((instance) => !good.includes(instance))
    .map(
      ({ name, release: said, ready }) =>
        `${name} says ${said?.version ?? 'nothing'}${ready ? '' : ', not ready'}`,
    )
  const said = instances.length > 0 && good.length >= wanted
  const unreached = said ? await notReached(good, stage.target) : []
  const rest = [...others, ...unreached.map((name) => `no request at the edge reaches ${name}`)]
  return {
    met: said && good.length - unreached.length >= wanted,
    restedOn: [
      `${good.length} of ${instances.length} instances say that they serve ${version} and are ready`,
      ...rest,
    ].join('; '),
  }
}

async function notReached(instances: readonly Instance[], { deploy }: RunningTarget): Promise<string[]> {
  const reached = await Promise.all(instances.map(async ({ name }) => (await deploy?.reached(name)) ?? true))
  return instances.flatMap(({ name }, index) => (reached[index] ? [] : [name]))
}
