/**
 * A release for one replica of a scaled service. The tag cannot be re-pointed for one of several: `up` would recreate
 * them all. So a further one is made beside them, and when it is ready, the old one drains and goes, by its id.
 */
import { FiredrillError } from '../../errors.ts'
import type { Container } from '../../host/engine/engine.ts'
import { runCommand } from '../app/command.ts'
import type { Deploy, Release } from '../target.ts'
import { scaleUpCommand } from './command.ts'
import { isUp } from './containers.ts'
import { dockerCommand } from './hit.ts'
import type { Runtime } from './runtime.ts'
import { stopContainer } from './stop.ts'
import type { Surroundings } from './surroundings.ts'
import { waitForInstance } from './wait.ts'

/** A release that did not start has nothing in flight for users: it gets no longer than this to end. */
const GIVE_UP_MS = 5000

/** An edge that finds replicas by DNS sees a new one a moment after it is ready. */
const REACHED_WITHIN_MS = 10_000
const POLL_MS = 200

type InTurn = <T>(act: () => Promise<T>) => Promise<T>

/**
 * `reached`: whether users get to an instance; null: nothing tells. What it gives throws `start-failed` or
 * `never-ready`; the old one serves on then, where it was up.
 */
export function createReplacing(
  around: Surroundings,
  runtime: Runtime,
  reached: Deploy['reached'],
): Deploy['replace'] {
  // How many there are decides how many are made: one after the other, also where several are replaced at once.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn: InTurn = (act) => {
    const turn = last.then(act)
    last = turn.catch(() => undefined)
    return turn
  }
  const { clock } = runtime.context.host
  const untilReached = async (name: string, signal: AbortSignal): Promise<void> => {
    const deadlineMs = clock.monoMs() + REACHED_WITHIN_MS
    while ((await reached(name)) === false && clock.monoMs() < deadlineMs) await clock.sleep(POLL_MS, signal)
  }
  return (name, release, signal) => replace(name, release, around, runtime, signal, { inTurn, untilReached })
}

interface Means {
  inTurn: InTurn
  untilReached(name: string, signal: AbortSignal): Promise<void>
}

async function replace(
  name: string,
  release: Release,
  around: Surroundings,
  runtime: Runtime,
  signal: AbortSignal,
  { inTurn, untilReached }: Means,
): Promise<void> {
  const { containers, fleet } = runtime
  const old = await containers.of(name)
  const isServing = old !== null && isUp(old)
  fleet.asked.add(name)
  const made = await inTurn(async () => {
    // One that is down costs nobody anything.
    if (old !== null && !isServing) await removeOne(name, old, around, runtime)
    const fresh = await makeOne(name, release, around, runtime, signal)
    containers.become(name, fresh)
    return fresh
  })
  try {
    await startOne(name, made, around, runtime)
    await waitForInstance(name, around, runtime, signal)
    if (isServing) await untilReached(name, signal)
  } catch (error) {
    await inTurn(() => endOne(name, made, around, runtime, GIVE_UP_MS))
    if (isServing) {
      containers.become(name, old)
      fleet.asked.delete(name)
    }
    throw error
  }
  if (isServing) await inTurn(() => endOne(name, old, around, runtime))
  fleet.runs.set(name, release)
  fleet.asked.delete(name)
}

async function makeOne(
  name: string,
  { version }: Release,
  around: Surroundings,
  runtime: Runtime,
  signal: AbortSignal,
): Promise<Container> {
  const { containers } = runtime
  const before = await containers.siblings(name)
  await runCommand(scaleUpCommand(around, before.length + 1, version), runtime, signal)
  const made = (await containers.siblings(name)).find(({ id }) => before.every((each) => each.id !== id))
  if (made) return made
  throw new FiredrillError('start-failed', `Compose made no further container for ${name}.`, {
    hint: `See compose.log in ${around.logs} for what it said.`,
  })
}

async function startOne(
  name: string,
  made: Container,
  around: Surroundings,
  { context, engine }: Runtime,
): Promise<void> {
  const intent = {
    what: `start ${name} as ${made.name}`,
    undo: removedWith(around),
    command: dockerCommand(['start', made.name], context.root),
  }
  await context.change(intent, () => engine.start(made.id))
}

/** Gracefully, by its id; its container goes too. */
async function endOne(
  name: string,
  container: Container,
  around: Surroundings,
  runtime: Runtime,
  withinMs?: number,
): Promise<void> {
  const now = await runtime.engine.container(container.id)
  if (now === null) return
  await stopContainer(name, now, around, runtime, withinMs)
  await removeOne(name, now, around, runtime)
}

async function removeOne(
  name: string,
  { id, name: container }: Container,
  around: Surroundings,
  { context, engine }: Runtime,
): Promise<void> {
  const intent = {
    what: `remove ${container}, which was ${name}`,
    undo: removedWith(around),
    command: dockerCommand(['rm', '--volumes', container], context.root),
  }
  await context.change(intent, () => engine.remove(id))
}

function removedWith({ project }: Surroundings) {
  return { kind: 'covered', args: { by: `remove the project ${project.name}` } }
}
