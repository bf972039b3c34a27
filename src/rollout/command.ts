/** The user's own commands: what is rehearsed is what the team really does. */
import { FiredrillError } from '../errors.ts'
import type { Instance, Release } from '../target/target.ts'
import { formatMs } from '../units.ts'
import { SERVES_WITHIN_MS } from './needs.ts'
import { puttingBack, unlessCancelled } from './refusal.ts'
import type { Rollout, RolloutContext } from './rollout.ts'

const POLL_MS = 200

export const command: Rollout = {
  kind: 'command',
  ship: (context) =>
    unlessCancelled(context, async () => {
      const before = await context.target.instances()
      return puttingBack(
        context,
        () => ship(context),
        () => putBack(context),
        async () => isUntouched(before, await context.target.instances(), context.from),
      )
    }),
  async back(context) {
    const { target, deploy, to, from, signal } = context
    await deploy.run('rollback', to, from, signal)
    await untilServed(context, to, () => target.instances())
  },
}

async function ship(context: RolloutContext): Promise<void> {
  const { deploy, to, from, clock, signal } = context
  const watch = watchSwitches(context)
  const over = new AbortController()
  // Instances are switched while the command runs, and triggers look at what users see from the first on.
  const looking = (async () => {
    while (!over.signal.aborted) {
      await watch.look()
      await clock.sleep(POLL_MS, AbortSignal.any([signal, over.signal]))
    }
  })().catch(() => undefined)
  try {
    await deploy.run('deploy', to, from, signal)
  } finally {
    over.abort()
    await looking
  }
  await untilServed(context, to, watch.look)
}

/** The command may have put back by itself what it had switched. */
async function putBack(context: RolloutContext): Promise<void> {
  const { target, deploy, from, to, signal } = context
  if ((await target.instances()).every((instance) => serves(instance, from))) return
  await deploy.run('rollback', from, to, signal)
  await untilServed(context, from, () => target.instances())
}

function watchSwitches({ target, report, to }: RolloutContext): { look(): Promise<Instance[]> } {
  const switched = new Set<string>()
  return {
    async look() {
      const instances = await target.instances()
      for (const instance of instances) {
        if (switched.has(instance.name) || !serves(instance, to)) continue
        switched.add(instance.name)
        report.switched(instance.name, to)
      }
      return instances
    },
  }
}

/** Throws `never-ready`. */
async function untilServed(
  { clock, signal }: Pick<RolloutContext, 'clock' | 'signal'>,
  release: Release,
  look: () => Promise<readonly Instance[]>,
): Promise<void> {
  const deadlineMs = clock.monoMs() + SERVES_WITHIN_MS
  for (;;) {
    const instances = await look()
    if (instances.every((instance) => serves(instance, release))) return
    if (clock.monoMs() >= deadlineMs) throw notServed(instances, release)
    await clock.sleep(POLL_MS, signal)
  }
}

/** Are they the very same ones, and all of them on the release? False where they do not tell who they are. */
function isUntouched(before: readonly Instance[], now: readonly Instance[], release: Release): boolean {
  return (
    before.length === now.length &&
    now.every(
      (instance) =>
        serves(instance, release) &&
        before.some(({ name, identity }) => name === instance.name && isSame(identity, instance.identity)),
    )
  )
}

function isSame(was: Instance['identity'], is: Instance['identity']): boolean {
  if (was === null || is === null) return false
  const told = [
    [was.bootId, is.bootId],
    [was.process?.pid, is.process?.pid],
    [was.process?.startTime, is.process?.startTime],
    [was.container?.id, is.container?.id],
    [was.container?.startedMs, is.container?.startedMs],
  ].filter(([one, other]) => one != null && other != null)
  return told.length > 0 && told.every(([one, other]) => one === other)
}

function serves(instance: Instance, { version }: Release): boolean {
  return instance.ready && ownWord(instance) === version
}

/** A pointer is where firedrill would have started it from: the command may have started something else. */
function ownWord({ release }: Instance): string | null {
  return release === null || release.source === 'pointer' ? null : release.version
}

function notServed(instances: readonly Instance[], { version }: Release): FiredrillError {
  const said = instances.map(
    (each) => `${each.name} says ${ownWord(each) ?? 'nothing'}${each.ready ? '' : ', not ready'}`,
  )
  const within = formatMs(SERVES_WITHIN_MS)
  const message = `The command ended, and not every instance serves ${version} within ${within}: ${said.join('; ')}.`
  return new FiredrillError('never-ready', message, {
    hint: 'See what the command did (its log is in the run record), and whether `version` names the right endpoint.',
  })
}
