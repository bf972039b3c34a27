/** Brings a release to one instance, whatever becomes of it meanwhile. */
import { FiredrillError } from '../errors.ts'
import type { Release } from '../target/target.ts'
import { routeUp, tryRouteUp } from './edge.ts'
import { REACHED_WITHIN_MS, unreached, untilReached } from './reach.ts'
import type { RolloutContext } from './rollout.ts'

const ATTEMPTS = 2

/**
 * Takes the instance out of the edge's list, replaces it, gives it back, and waits until users reach it. One that is
 * killed meanwhile is started once more. Throws `start-failed`, `never-ready` or `command-failed`.
 */
export async function switchOne(context: RolloutContext, name: string, release: Release): Promise<void> {
  const { report } = context
  for (let attempt = 1; ; attempt++) {
    await routeUp(context, [name])
    await startOne(context, name, () => context.deploy.replace(name, release, context.signal))
    report.switched(name, release)
    await routeUp(context)
    const reached = await untilReached(context, name, REACHED_WITHIN_MS)
    if (reached === 'late') throw unreached(name)
    if (reached !== 'down') return
    if (attempt === ATTEMPTS) throw ended(name, release)
    report.note(`${name} ended after it was ready: it is started once more`)
  }
}

/** The same on the way back: the edge is not waited for as long, and its refusals end nothing. */
export async function switchBack(context: RolloutContext, name: string, release: Release): Promise<void> {
  await tryRouteUp(context, [name])
  await startOne(context, name, () => context.deploy.replace(name, release, context.signal))
  context.report.switched(name, release)
  await tryRouteUp(context)
  await untilReached(context, name, REACHED_WITHIN_MS / 6)
}

/** Starts something; where it was killed by somebody before it was ready, once more. */
export async function startOne(
  { signal, report }: Pick<RolloutContext, 'signal' | 'report'>,
  name: string,
  start: () => Promise<void>,
): Promise<void> {
  try {
    await start()
  } catch (error) {
    if (signal.aborted || !wasKilled(error)) throw error
    report.note(`${name} was killed before it was ready: it is started once more`)
    await start()
  }
}

/** A release that is bad ends by itself; a signal comes from somebody else. A wrapper passes it on as 128 and more. */
export function wasKilled(error: unknown): boolean {
  if (!(error instanceof FiredrillError) || error.code !== 'start-failed') return false
  const [first = ''] = error.message.split('\n')
  return /\bSIG(KILL|TERM|INT|HUP|QUIT)\b|\bexit code (129|130|131|137|143)\b/.test(first)
}

function ended(name: string, { version }: Release): FiredrillError {
  return new FiredrillError('start-failed', `${name} ended again after it was ready with ${version}.`, {
    hint: 'See its log in the run record for what ended it.',
  })
}
