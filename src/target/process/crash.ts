/** Processes that die by themselves. What supervises an instance inside its own start is left alone, and acts. */
import { FiredrillError } from '../../errors.ts'
import type { Acted, Crash, CrashWay, Victim } from '../target.ts'
import type { Fleet } from './fleet.ts'
import { sameInstance } from './hit.ts'
import type { ProcessOptions } from './options.ts'
import type { Runtime } from './runtime.ts'
import { killCommand } from './signals.ts'
import type { Surroundings } from './variables.ts'

/** Where nothing supervises it, everything of the instance ends within so long, and that was asked for. */
const END_WITHIN_MS = 10_000
/** The connection breaks as soon as it dies. */
const REQUEST_TIMEOUT_MS = 2000

export function crashOf(fleet: Fleet, around: Surroundings, runtime: Runtime): Crash {
  const path = around.options.crash
  return {
    ways: crashWaysOf(around.options),
    async crash(victim, way, requestId) {
      const managed = sameInstance(fleet, victim)
      const act =
        way === 'abort' ? abort(victim, managed.spec.cwd, runtime) : request(victim, path, requestId, runtime)
      managed.expectEnd(END_WITHIN_MS)
      return act()
    },
  }
}

export function crashWaysOf({ crash }: Pick<ProcessOptions, 'crash'>): CrashWay[] {
  return crash === undefined ? ['abort'] : ['abort', 'request']
}

type Act = () => Promise<Acted>

function abort({ name, identity }: Victim, cwd: string, { context: { host } }: Runtime): Act {
  const serving = identity?.process
  if (!serving)
    throw new FiredrillError(
      'capability-missing',
      `Which process of ${name} serves is not known: beside it runs what started it, such as a supervisor.`,
      {
        hint: 'Let the version endpoint (target.version) tell the pid of the process that answers, under "pid" or the key that version.keys.pid names; or crash it by a request.',
      },
    )
  return async () => {
    const command = killCommand('SIGABRT', [serving], cwd)
    const atMs = host.clock.monoMs()
    await host.processes.signal(serving, 'SIGABRT')
    return { atMs, command }
  }
}

function request({ url }: Victim, path: string | undefined, requestId: string, runtime: Runtime): Act {
  if (path === undefined)
    throw new FiredrillError('capability-missing', 'The app has no path that makes it crash.', {
      hint: 'Give it as target.crash, or crash it by a signal.',
    })
  const { clock, net } = runtime.context.host
  const command = crashCommand(url ?? '', path, requestId, runtime.context.root)
  return async () => {
    const atMs = clock.monoMs()
    const headers = { 'x-request-id': requestId }
    await net.request(`${url}${path}`, { method: 'POST', headers, timeoutMs: REQUEST_TIMEOUT_MS })
    return { atMs, command }
  }
}

export function crashCommand(url: string, path: string, requestId: string, cwd: string) {
  return { argv: ['curl', '-X', 'POST', '-H', `x-request-id: ${requestId}`, `${url}${path}`], cwd, env: {} }
}
