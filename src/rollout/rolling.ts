/** One instance after the other, each in its place, behind the readiness gate. */
import { FiredrillError, messageOf } from '../errors.ts'
import type { Instance } from '../target/target.ts'
import { formatMs } from '../units.ts'
import { tryRouteUp } from './edge.ts'
import { REACHED_WITHIN_MS } from './reach.ts'
import { puttingBack, unlessCancelled } from './refusal.ts'
import type { Rollout, RolloutContext } from './rollout.ts'
import { startOne, switchBack, switchOne } from './switch-one.ts'

/** An instance that has to be started more often than this does not stay. */
const MOST_STARTS = 3
const POLL_MS = 200

export const rolling: Rollout = {
  kind: 'rolling',
  ship: (context) =>
    unlessCancelled(context, () =>
      puttingBack(
        context,
        () => forward(context),
        () => back({ ...context, from: context.to, to: context.from }),
      ),
    ),
  back,
}

async function forward(context: RolloutContext): Promise<void> {
  const starts = new Map<string, number>()
  for (;;) {
    const instances = await context.target.instances()
    const left = instances.filter(({ name, identity }) => !starts.has(name) || identity === null)
    // One that is down costs nobody anything.
    const next = left.find(({ identity }) => identity === null) ?? left[0]
    if (!next) return
    count(starts, next.name)
    if (next.identity !== null) await untilAnotherServes(context, next.name, instances.length)
    await switchOne(context, next.name, context.to)
  }
}

/** Resolves when an instance beside this one is ready and reached. Throws `never-ready`. */
async function untilAnotherServes(context: RolloutContext, name: string, count: number): Promise<void> {
  const { target, deploy, clock, signal, report } = context
  if (count === 1) {
    report.note(`${name} is the only instance: while it is switched, nobody serves`)
    return
  }
  const deadlineMs = clock.monoMs() + REACHED_WITHIN_MS
  for (;;) {
    const others = (await target.instances()).filter((each) => each.name !== name && each.ready)
    for (const other of others) if ((await deploy.reached(other.name)) !== false) return
    if (clock.monoMs() >= deadlineMs) throw alone(name)
    await clock.sleep(POLL_MS, signal)
  }
}

/**
 * Those that are down or not ready first, all at once: they cost nothing. Then one at a time, while another is ready.
 * One that already serves the release and is ready is left alone; one that does not come up keeps none of the others
 * on the release that is taken back.
 */
async function back(context: RolloutContext): Promise<void> {
  const { target, to } = context
  const starts = new Map<string, number>()
  const failed = new Map<string, unknown>()
  for (;;) {
    const left = (await target.instances()).filter(
      (instance) => !failed.has(instance.name) && !isBack(instance, to.version, starts),
    )
    if (left.length === 0) break
    const idle = left.filter(({ ready }) => !ready)
    const next = idle.length > 0 ? idle : left.slice(0, 1)
    await Promise.all(next.map((instance) => tryBack(context, instance, starts, failed)))
    context.signal.throwIfAborted()
    if (idle.length > 0) await tryRouteUp(context)
  }
  // What was switched is in the edge's list again; what a cancelled deploy has left out may not be.
  if (starts.size === 0) await tryRouteUp(context)
  for (const error of failed.values()) throw error
}

async function tryBack(
  context: RolloutContext,
  { name, ready }: Instance,
  starts: Map<string, number>,
  failed: Map<string, unknown>,
): Promise<void> {
  const { deploy, to, signal, report } = context
  try {
    count(starts, name)
    if (ready) return await switchBack(context, name, to)
    await startOne(context, name, () => deploy.replace(name, to, signal))
    report.switched(name, to)
  } catch (error) {
    failed.set(name, error)
    report.note(`${name} did not come back with ${to.version}: ${messageOf(error).split('\n', 1)[0]}`)
  }
}

/** By its own word; one that does not tell its release, or tells another one, was switched at least. */
function isBack({ name, ready, release }: Instance, version: string, starts: Map<string, number>): boolean {
  return ready && (release?.version === version || starts.has(name))
}

function count(starts: Map<string, number>, name: string): void {
  const before = starts.get(name) ?? 0
  if (before === MOST_STARTS) {
    throw new FiredrillError('start-failed', `${name} was started ${before} times and did not stay.`, {
      hint: 'See its log in the run record for what ended it.',
    })
  }
  starts.set(name, before + 1)
}

function alone(name: string): FiredrillError {
  const message = `No instance beside ${name} was ready and reached within ${formatMs(REACHED_WITHIN_MS)}: it is not taken out.`
  return new FiredrillError('never-ready', message, { hint: 'See what keeps the others from being ready.' })
}
