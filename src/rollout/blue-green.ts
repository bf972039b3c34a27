/** A second set beside the first, then the edge is switched over; the old set is kept running for the way back. */
import { messageOf } from '../errors.ts'
import type { Instance, Release, Upstream } from '../target/target.ts'
import { evenly, routeBackTo, routeTo } from './edge.ts'
import { settleMs } from './needs.ts'
import { mustLeave, mustReach, REACHED_WITHIN_MS, reachOnly, untilReached } from './reach.ts'
import { puttingBack, unlessCancelled } from './refusal.ts'
import type { Rollout, RolloutContext } from './rollout.ts'
import { startOne } from './switch-one.ts'

const SECOND = '-green'

export const blueGreen: Rollout = {
  kind: 'blue-green',
  ship: (context) => unlessCancelled(context, () => ship(context)),
  back,
}

async function ship(context: RolloutContext) {
  const { target, deploy, to, report } = context
  const old = (await target.instances()).map(({ name }) => name)
  const second = otherSet(old)
  let routed = false
  let met = false
  const forward = async (): Promise<void> => {
    await startSet(context, second, to)
    // From here on users may meet it.
    for (const name of second) report.switched(name, to)
    routed = true
    await takeIn(context, old, second)
    met = true
    await routeTo(context, only(second, old))
    await mustLeave(context, old)
    deploy.serveWith(second)
  }
  return puttingBack(context, forward, async () => {
    try {
      // That nobody reaches the second set shows something only where users did before.
      const isBack = async () => met && (await reachOnly(context, old, second))
      if (routed) await routeBackTo(context, evenly(old), isBack)
    } finally {
      deploy.serveWith(old)
      await remove(context, second)
    }
  })
}

/**
 * The edge is switched back at once to what of the set of before still serves the release; what is not there is started
 * then. One that does not come up keeps no user on the release that is taken back.
 */
async function back(context: RolloutContext): Promise<void> {
  const { target, deploy, to, report } = context
  const current = (await target.instances()).map(({ name }) => name)
  const all = await deploy.all()
  const serving = (names: readonly string[]) => names.filter((name) => serves(all, name, to))
  const other = otherSet(current)
  // A deploy that was ended before the switch has left the old set where it was.
  const set = serving(current).length > serving(other).length ? current : other
  const there = serving(set)
  const missing = set.filter((name) => !there.includes(name))
  const rest = all
    .filter(({ name, identity }) => identity !== null && !set.includes(name))
    .map(({ name }) => name)
  // In mid-deploy both sets may have their share: one that hangs would look as if nobody were sent there.
  const isBack = async () => set !== current && (await reachOnly(context, there, rest))
  if (there.length > 0) await routeBackTo(context, only(there, rest), isBack)
  const { up, failed } = await tryStartSet(context, missing, to)
  const back = set.filter((name) => there.includes(name) || up.includes(name))
  if (back.length === 0) throw failed
  const unreached = up.length === 0 ? null : await tryTakeIn(context, there.length > 0 ? there : current, up)
  if (up.length > 0) await routeBackTo(context, only(back, rest), isBack)
  const known = new Set((await deploy.all()).map(({ name }) => name))
  deploy.serveWith(set.filter((name) => known.has(name)))
  for (const name of back) report.switched(name, to)
  for (const name of back) await untilReached(context, name, REACHED_WITHIN_MS / 6)
  const first = failed ?? unreached
  if (first !== null) throw first
  await mustLeave(context, rest)
}

/** Each is tried; `failed`: why the first that is not up is not. */
async function tryStartSet(
  context: RolloutContext,
  names: readonly string[],
  release: Release,
): Promise<{ up: string[]; failed: unknown }> {
  const up: string[] = []
  let failed: unknown = null
  for (const name of names) {
    try {
      await startSet(context, [name], release)
      up.push(name)
    } catch (error) {
      context.signal.throwIfAborted()
      failed ??= error
      context.report.note(`${name} did not come back with ${release.version}: ${messageOf(error)}`)
    }
  }
  return { up, failed }
}

/** What keeps the edge from taking them in gently does not keep them from being the ones that serve. */
async function tryTakeIn(
  context: RolloutContext,
  old: readonly string[],
  fresh: readonly string[],
): Promise<unknown> {
  try {
    await takeIn(context, old, fresh)
    return null
  } catch (error) {
    context.signal.throwIfAborted()
    return error
  }
}

/** How many times as much as a new instance an old one gets at first, while caches and compilers are cold. */
const WARM_SHARE = 4

/**
 * Both serve for a while, the new set a small share first. An edge asks whether a new one is ready before it sends
 * anybody there: were the others out at once, nobody would be in until it has asked.
 */
async function takeIn(
  context: RolloutContext,
  old: readonly string[],
  fresh: readonly string[],
): Promise<void> {
  const { clock, deploy, signal } = context
  const warm = old.map((name) => ({ name, weight: WARM_SHARE }))
  await routeTo(context, [...warm, ...evenly(fresh)])
  for (const name of fresh) await mustReach(context, name)
  await clock.sleep(settleMs(deploy.strategy), signal)
  await routeTo(context, evenly([...old, ...fresh]))
  await clock.sleep(settleMs(deploy.strategy), signal)
}

/** The rest stays in the edge's list, and gets nothing: the way back is known to it. */
function only(set: readonly string[], rest: readonly string[]): Upstream[] {
  return [...evenly(set), ...rest.map((name) => ({ name, weight: 0 }))]
}

/** `web-1` ⇄ `web-1-green`. */
export function otherSet(names: readonly string[]): string[] {
  return names.map((name) => (name.endsWith(SECOND) ? name.slice(0, -SECOND.length) : `${name}${SECOND}`))
}

/** Those that are there already are replaced: nobody is sent to them. */
async function startSet(context: RolloutContext, names: readonly string[], release: Release): Promise<void> {
  const { deploy, signal } = context
  const known = new Set((await deploy.all()).map(({ name }) => name))
  // One after the other: all at once they would take the CPU from those that serve.
  for (const name of names) {
    await startOne(context, name, () =>
      known.has(name) ? deploy.replace(name, release, signal) : deploy.add(name, release, signal),
    )
  }
}

async function remove({ deploy, report }: RolloutContext, names: readonly string[]): Promise<void> {
  const there = (await deploy.all()).map(({ name }) => name).filter((name) => names.includes(name))
  const results = await Promise.allSettled(there.map((name) => deploy.remove(name)))
  // The old set serves: what is left over is ended with the run.
  for (const result of results)
    if (result.status === 'rejected') report.note(`Not taken away: ${messageOf(result.reason)}`)
}

function serves(all: readonly Instance[], name: string, { version }: Release): boolean {
  const found = all.find((instance) => instance.name === name)
  if (!found?.ready) return false
  // One that does not tell its release is taken by its set.
  return found.release === null || found.release.version === version
}
