/** Instances that die by themselves, so that the restart policy acts. */
import { FiredrillError } from '../../errors.ts'
import type { Acted, Crash, CrashWay, Victim } from '../target.ts'
import { beforeAct, sameContainer } from './hit.ts'
import type { ComposeOptions } from './options.ts'
import type { Runtime } from './runtime.ts'
import type { Surroundings } from './surroundings.ts'

/** The connection breaks as soon as it dies. */
const REQUEST_TIMEOUT_MS = 2000

/**
 * `docker kill` is no crash: the engine takes it for a wish, and no restart policy acts. The main process has to die
 * from outside the container's own pid namespace, which takes root on the engine's machine; or of itself. SIGKILL is
 * the one signal that a main process cannot leave unheard: as the first of its namespace it gets no other one that it
 * has no handler for.
 */
export function crashOf(around: Surroundings, runtime: Runtime): Crash {
  const { options } = around
  return {
    ways: crashWaysOf(options),
    crashUndo: (victim) => runtime.undoOf('end', victim.name, beforeAct(victim)),
    async crash(victim, way, requestId) {
      const container = await sameContainer(runtime, victim)
      if (way === 'request') {
        runtime.fleet.ending.add(container.id)
        return byRequest(victim, options.crash, requestId, runtime)
      }
      return bySignal(container, runtime)
    },
  }
}

export function crashWaysOf({ crash }: Pick<ComposeOptions, 'crash'>): CrashWay[] {
  return crash === undefined ? ['abort'] : ['abort', 'request']
}

async function bySignal({ id }: { id: string }, { context, engine, fleet }: Runtime): Promise<Acted> {
  const { host, root } = context
  const main = host.isRoot ? await engine.mainProcess(id) : null
  if (main === null)
    throw new FiredrillError(
      'capability-missing',
      'The main process of a container can be made to crash only by root on the machine of the engine.',
      {
        hint: 'Run the drill there as root, or let the app crash by a request: target.crash, and --set by=request.',
      },
    )
  fleet.ending.add(id)
  const atMs = host.clock.monoMs()
  await host.processes.signal(main, 'SIGKILL')
  return { atMs, command: { argv: ['kill', '-KILL', String(main.pid)], cwd: root, env: {} } }
}

async function byRequest(
  { url }: Victim,
  path: string | undefined,
  requestId: string,
  { context: { host, root } }: Runtime,
): Promise<Acted> {
  if (path === undefined)
    throw new FiredrillError('capability-missing', 'The app has no path that makes it crash.', {
      hint: 'Give it as target.crash, or crash it by a signal.',
    })
  if (url === null)
    throw new FiredrillError('capability-missing', 'No request reaches the instance past the edge.', {
      hint: 'Publish its port, or crash it by a signal.',
    })
  const headers = { 'x-request-id': requestId }
  const atMs = host.clock.monoMs()
  await host.net.request(`${url}${path}`, { method: 'POST', headers, timeoutMs: REQUEST_TIMEOUT_MS })
  const argv = ['curl', '-X', 'POST', '-H', `x-request-id: ${requestId}`, `${url}${path}`]
  return { atMs, command: { argv, cwd: root, env: {} } }
}
