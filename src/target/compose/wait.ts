/** Waits until an instance is ready by its own endpoint, and says at once when its container ends instead. */
import { FiredrillError } from '../../errors.ts'
import { dockerAt } from '../../host/engine/docker-at.ts'
import type { Container } from '../../host/engine/engine.ts'
import { durationMs, formatMs } from '../../units.ts'
import { waitReady } from '../app/ready.ts'
import { isUp } from './containers.ts'
import { notePort } from './ports.ts'
import type { Runtime } from './runtime.ts'
import { edgeUrl, logPath, type Surroundings, urlOf } from './surroundings.ts'

const LOOK_EVERY_MS = 200

/** Throws `never-ready` or `start-failed`. */
export async function waitForInstance(
  name: string,
  around: Surroundings,
  runtime: Runtime,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { ready, health } = around.options
  notePort(around, name, await runtime.containers.of(name))
  if (urlOf(around, name) === null) return waitHealthy(name, around, runtime, signal)
  const at = (path: string) => () => `${urlOf(around, name)}${path}`
  await waitFor(name, at(ready), health === undefined ? null : at(health), around, runtime, signal)
}

export async function waitForEdge(
  around: Surroundings,
  runtime: Runtime,
  signal: AbortSignal,
): Promise<void> {
  const { edge, probePath } = around.options
  const url = `${edgeUrl(around)}${edge.ready ?? probePath}`
  await waitFor(edge.service, () => url, null, around, runtime, signal)
}

async function waitFor(
  name: string,
  url: () => string,
  health: (() => string) | null,
  around: Surroundings,
  runtime: Runtime,
  signal: AbortSignal | undefined,
): Promise<void> {
  const seen = new AbortController()
  const readyTimeoutMs = durationMs(around.options.readyTimeout)
  const wanted = {
    name,
    // Asked where it is now: one that ends and is started again may have another port.
    ready: {
      kind: 'http' as const,
      get url() {
        return url()
      },
    },
    get health() {
      return health?.() ?? null
    },
    readyTimeoutMs,
    log: logPath(around, name),
    env: {},
  }
  const before = await restartsOf(name, runtime)
  try {
    await waitReady(wanted, runtime, untilDown(name, around, runtime, seen.signal), null, signal)
  } catch (error) {
    const now = await restartsOf(name, runtime)
    throw now !== null && now.id === before?.id && now.count > before.count
      ? endedAgain(name, error, now)
      : error
  } finally {
    seen.abort()
  }
}

interface Restarts {
  id: string
  count: number
}

/** Null where it has no container, or none can be asked for. */
async function restartsOf(name: string, { containers }: Runtime): Promise<Restarts | null> {
  const container = await containers.of(name).catch(() => null)
  return container && { id: container.id, count: container.restarts }
}

/** One that its restart policy starts slowly is not too late: it has ended. */
function endedAgain(name: string, error: unknown, { count }: Restarts): unknown {
  if (!(error instanceof FiredrillError) || error.code !== 'never-ready') return error
  return new FiredrillError(
    'start-failed',
    `${name} ended before it was ready; its restart policy has started it again (${count} so far).\n${error.message}`,
    {
      hint: error.hint,
      cause: error,
    },
  )
}

/** One that cannot be asked: as its own check says. Where it has none, nothing tells more than that it runs. */
async function waitHealthy(
  name: string,
  { options }: Surroundings,
  { engine, containers, context: { host } }: Runtime,
  signal: AbortSignal | undefined,
): Promise<void> {
  const limitMs = durationMs(options.readyTimeout)
  const deadlineMs = host.clock.monoMs() + limitMs
  for (;;) {
    const container = await containers.of(name)
    if (container?.state === 'running' && (container.health ?? 'healthy') === 'healthy') return
    if (host.clock.monoMs() >= deadlineMs)
      throw new FiredrillError(
        'never-ready',
        `${name} was not ready within ${formatMs(limitMs)}: it is ${container?.state ?? 'gone'}, its health check says ${container?.health ?? 'nothing'}.`,
        { hint: `Look at its log: ${dockerAt(engine)} logs ${container?.name ?? name}.` },
      )
    await host.clock.sleep(LOOK_EVERY_MS, signal)
  }
}

/** A restart policy starts what ends again and again: after so many it is taken for one that cannot start. */
const STARTED_AGAIN = 3

/** Never resolves once nobody waits for it any more. */
async function untilDown(
  name: string,
  around: Surroundings,
  { containers, context: { host } }: Runtime,
  unwanted: AbortSignal,
): Promise<{ how: string }> {
  let before: Pick<Container, 'id' | 'restarts'> | null = null
  while (!unwanted.aborted) {
    const container = await containers.of(name).catch(() => null)
    notePort(around, name, container)
    if (container !== null) {
      // An engine goes on counting over starts by hand.
      if (before?.id !== container.id) before = container
      const again = container.restarts - before.restarts
      if (hasEnded(container, again)) return { how: howOf(container, again) }
    }
    await host.clock.sleep(LOOK_EVERY_MS, unwanted).catch(() => undefined)
  }
  return new Promise(() => undefined)
}

function hasEnded(container: Container, again: number): boolean {
  if (isUp(container) || container.state === 'created') return false
  return container.state !== 'restarting' || again >= STARTED_AGAIN
}

function howOf({ exitCode }: Container, again: number): string {
  const told = again > 0 ? `, started again ${again} times` : ''
  return `exit code ${exitCode ?? 'unknown'}${told}`
}
