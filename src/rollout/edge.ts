/** Tells the edge where to send requests, where it can be told. */
import { FiredrillError, messageOf } from '../errors.ts'
import type { Instance, Upstream } from '../target/target.ts'
import type { RolloutContext } from './rollout.ts'

type Edge = Pick<RolloutContext, 'target' | 'deploy' | 'signal' | 'report'>

/**
 * Every instance of the app that is up gets requests, but those `out`; the others get none. Who is ready at this very
 * moment is the edge's own business: it goes on looking, and one that was left out for a moment would stay out.
 */
export async function routeUp(edge: Edge, out: readonly string[] = []): Promise<void> {
  const { deploy, target, signal, report } = edge
  if (!deploy.route) return
  const upstreams = weighed(await target.instances(), out, isUp)
  if (isNobody(upstreams)) return
  try {
    await deploy.route(upstreams, signal)
  } catch (error) {
    signal.throwIfAborted()
    // One that has died since, or that hangs, may be what the edge has waited for in vain.
    const now = weighed(await target.instances(), out, ({ ready }) => ready)
    if (isNobody(now) || JSON.stringify(now) === JSON.stringify(upstreams)) throw error
    await deploy.route(now, signal)
    const left = now.filter(({ weight }, index) => weight !== upstreams[index]?.weight)
    report.note(
      `The edge is told to leave out ${left.map(({ name }) => name).join(', ')}: ${messageOf(error)}`,
    )
  }
}

/** The same on the way back, where an edge that does not obey must not keep the old release away from users. */
export async function tryRouteUp(edge: Edge, out: readonly string[] = []): Promise<void> {
  try {
    await routeUp(edge, out)
  } catch (error) {
    edge.signal.throwIfAborted()
    edge.report.note(`The edge did not take its new list: ${messageOf(error)}`)
  }
}

/** Throws `capability-missing` where the edge cannot be told. */
export async function routeTo(
  { deploy, signal }: Pick<Edge, 'deploy' | 'signal'>,
  upstreams: readonly Upstream[],
): Promise<void> {
  if (!deploy.route) {
    const message = `The strategy ${deploy.strategy.kind} needs an edge that can be told where to send requests.`
    throw new FiredrillError('capability-missing', message, {
      hint: 'Configure edge.route, or use the rolling strategy.',
    })
  }
  await deploy.route(upstreams, signal)
}

/**
 * The same on the way back: once users are there, a command that fails all the same (it waited in vain for what is in
 * flight on the others, say) keeps the old release away from nobody. `isBack`: does the edge itself show that they are?
 */
export async function routeBackTo(
  edge: Edge,
  upstreams: readonly Upstream[],
  isBack: () => Promise<boolean>,
): Promise<void> {
  try {
    await routeTo(edge, upstreams)
  } catch (error) {
    edge.signal.throwIfAborted()
    if (!(error instanceof FiredrillError) || error.code !== 'command-failed' || !(await isBack()))
      throw error
    edge.report.note(`The edge has switched back, and its command did not end well: ${messageOf(error)}`)
  }
}

/** The same share for each. */
export function evenly(names: readonly string[]): Upstream[] {
  return names.map((name) => ({ name, weight: 1 }))
}

function weighed(
  instances: readonly Instance[],
  out: readonly string[],
  isIn: (instance: Instance) => boolean,
): Upstream[] {
  return instances.map((instance) => ({
    name: instance.name,
    weight: isIn(instance) && !out.includes(instance.name) ? 1 : 0,
  }))
}

function isUp({ identity }: Instance): boolean {
  return identity !== null
}

function isNobody(upstreams: readonly Upstream[]): boolean {
  return upstreams.every(({ weight }) => weight === 0)
}
