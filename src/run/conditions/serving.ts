import type { Instance, RunningTarget } from '../../target/target.ts'
import type { Evaluate } from './condition.ts'
import { servedOtherwise } from './served.ts'

/**
 * By each instance's own word, asked afresh: it runs this release, and is ready. And users get to it, where the answers
 * at the edge tell who gave them: one that the edge does not know yet serves nobody. Where all are to serve it, no answer
 * at the edge may name another release of the run.
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
  const reached = said && good.length - unreached.length >= wanted
  const otherwise =
    reached && atLeast === 'all' ? await servedOtherwise(stage, version, instances.length) : []
  const rest = [
    ...others,
    ...unreached.map((name) => `no request at the edge reaches ${name}`),
    ...otherwise.map((other) => `answers at the edge come from ${other}, by their header`),
  ]
  return {
    met: reached && otherwise.length === 0,
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
