/** Asks a container to end by its own stop signal; the engine kills it when its grace is over, and that is said. */

import type { Container } from '../../host/engine/engine.ts'
import { formatMs } from '../../units.ts'
import type { Stopped } from '../target.ts'
import { isUp } from './containers.ts'
import { dockerCommand } from './hit.ts'
import { serviceNameOf } from './places.ts'
import { graceMs } from './project.ts'
import type { Runtime } from './runtime.ts'
import type { Surroundings } from './surroundings.ts'

const NOTHING: Stopped = { exitCode: null, signal: null, tookMs: 0, killed: false }
/** 128 + SIGKILL, as the engine reports a process that a signal ended. */
const SIGNALLED = 128
const KILLED = SIGNALLED + 9

/** Does nothing when it is down. `withinMs`: the longest that it may take before it is killed. */
export async function stopService(
  name: string,
  around: Surroundings,
  runtime: Runtime,
  withinMs?: number,
): Promise<Stopped> {
  const container = await runtime.containers.of(name)
  return container === null ? NOTHING : stopContainer(name, container, around, runtime, withinMs)
}

/** Just this container of an instance or a service. */
export async function stopContainer(
  called: string,
  container: Container,
  { project, options }: Surroundings,
  { engine, context, fleet, undoOf, dockerEnv }: Runtime,
  withinMs = graceMs(project.services[serviceNameOf(options, called)] ?? {}),
): Promise<Stopped> {
  if (!isUp(container)) return NOTHING
  const { id, name, startedMs } = container
  fleet.ending.add(id)
  const seconds = String(Math.ceil(withinMs / 1000))
  const intent = {
    what: `stop ${called}`,
    undo: undoOf('end', called, { id, startedMs, endsWithinMs: withinMs }),
    command: dockerCommand(['stop', '--time', seconds, name], context.root, dockerEnv),
  }
  return context.change(intent, async () => {
    const { clock } = context.host
    const askedMs = clock.monoMs()
    if (container.state === 'paused') await engine.unpause(id)
    await engine.stop(id, withinMs)
    const tookMs = clock.monoMs() - askedMs
    const exitCode = (await engine.container(id))?.exitCode ?? null
    const killed = exitCode === KILLED && tookMs >= withinMs
    if (killed) context.progress(`${called} did not end within ${formatMs(withinMs)}: killed`)
    return { exitCode: killed ? null : exitCode, signal: killed ? 'SIGKILL' : null, tookMs, killed }
  })
}
