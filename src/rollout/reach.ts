/** Waiting until requests that come in at the edge reach an instance. */
import { FiredrillError } from '../errors.ts'
import { formatMs } from '../units.ts'
import { settleMs } from './needs.ts'
import type { RolloutContext } from './rollout.ts'

/** Longer than any edge takes to see that an instance is there. */
export const REACHED_WITHIN_MS = 30_000
/** Longer than any edge takes to leave one out. */
const LEFT_WITHIN_MS = 5000
const POLL_MS = 200

/** `untold`: the answers do not say who gave them; the edge was given its time to settle instead. */
export type Reached = 'reached' | 'untold' | 'late' | 'down'

export async function untilReached(
  { deploy, clock, signal }: Pick<RolloutContext, 'deploy' | 'clock' | 'signal'>,
  name: string,
  withinMs: number,
): Promise<Reached> {
  const deadlineMs = clock.monoMs() + withinMs
  for (;;) {
    signal.throwIfAborted()
    const reached = await deploy.reached(name)
    if (reached === true) return 'reached'
    if (reached === null) {
      await clock.sleep(settleMs(deploy.strategy), signal)
      return 'untold'
    }
    const seen = (await deploy.all()).find((instance) => instance.name === name)
    if (!seen?.identity) return 'down'
    if (clock.monoMs() >= deadlineMs) return 'late'
    await clock.sleep(POLL_MS, signal)
  }
}

/**
 * Waits until no request at the edge reaches any of them any more. Throws `command-failed`: an edge that ends well and
 * goes on sending users there has not done what it was told.
 */
export async function mustLeave(
  { deploy, clock, signal }: Pick<RolloutContext, 'deploy' | 'clock' | 'signal'>,
  names: readonly string[],
): Promise<void> {
  const deadlineMs = clock.monoMs() + LEFT_WITHIN_MS
  for (;;) {
    signal.throwIfAborted()
    const reached = await Promise.all(names.map((name) => deploy.reached(name)))
    const still = names.filter((_name, index) => reached[index] === true)
    if (still.length === 0) return
    if (clock.monoMs() >= deadlineMs) throw notLeft(still)
    await clock.sleep(POLL_MS, signal)
  }
}

/** Do requests at the edge reach one of `these`, and none of `those`? Also false where the answers do not tell. */
export async function reachOnly(
  { deploy }: Pick<RolloutContext, 'deploy'>,
  these: readonly string[],
  those: readonly string[],
): Promise<boolean> {
  const reached = (names: readonly string[]) => Promise.all(names.map((name) => deploy.reached(name)))
  return (
    (await reached(these)).includes(true) && (await reached(those)).every((isReached) => isReached === false)
  )
}

/** Throws `never-ready` when no request reaches it. */
export async function mustReach(
  context: Pick<RolloutContext, 'deploy' | 'clock' | 'signal'>,
  name: string,
): Promise<void> {
  const reached = await untilReached(context, name, REACHED_WITHIN_MS)
  if (reached === 'late' || reached === 'down') throw unreached(name)
}

export function unreached(name: string): FiredrillError {
  const message = `${name} was ready, and no request at the edge reached it within ${formatMs(REACHED_WITHIN_MS)}.`
  return new FiredrillError('never-ready', message, {
    hint: 'See what edge.route did, whether the edge knows its address, and what its own health check asks.',
  })
}

function notLeft(names: readonly string[]): FiredrillError {
  const message = `The edge was told to send nobody to ${names.join(', ')}, and requests still reach it after ${formatMs(LEFT_WITHIN_MS)}.`
  return new FiredrillError('command-failed', message, {
    hint: 'See what edge.route makes of a weight of 0.',
  })
}
