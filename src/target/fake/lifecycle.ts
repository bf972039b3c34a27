/** Ends, hangs, cuts and crashes of the fake's instances. */
import { dirname, join } from 'node:path'
import type { Crash, Lifecycle, Network, Stopped, Suspend, TargetContext, Victim } from '../target.ts'
import { boot, born, type FakeApp, type FakeInstance, find, halt, refused, typed, up } from './app.ts'

const STOP_LIMIT_MS = 45_000

export function lifecycleOf(app: FakeApp, context: TargetContext): Lifecycle {
  const { clock } = context.host
  return {
    killUndo: ({ name }) => ({ kind: 'covered', args: { by: `start ${find(app, name).name}` } }),
    async kill(victim) {
      const acted = hit(app, context, victim, 'down', '-KILL')
      app.endAsked.add(victim.name)
      return acted
    },
    async stop(name) {
      const found = find(app, name)
      const down: Stopped = { exitCode: null, signal: null, tookMs: 0, killed: false }
      if (found.state === 'down') return down
      const startMs = clock.monoMs()
      await halt(app, found, context)
      return { ...down, exitCode: 0, tookMs: clock.monoMs() - startMs, ...app.settings.stopped }
    },
    async start(name) {
      const found = find(app, name)
      if (found.state !== 'down') throw refused(`${name} is up already: it cannot be started.`)
      await boot(app, found, context)
    },
    stopLimitMs: STOP_LIMIT_MS,
    drainMs: app.settings.drainMs,
  }
}

export function suspendOf(app: FakeApp, context: TargetContext): Suspend {
  return {
    pauseUndo: (victim) => ({ kind: 'resume-process', args: { mark: up(app, victim).identity.mark } }),
    pause: async (victim) => hit(app, context, victim, 'paused', '-STOP'),
    async resume({ name }) {
      const found = find(app, name)
      if (found.state === 'paused') found.state = 'ready'
    },
    isPaused: async ({ name }) => find(app, name).state === 'paused',
  }
}

/** Of one network, on which each is called by its name. */
export function networkOf(app: FakeApp, context: TargetContext): Network {
  const names = (name: string) => ({ app: { aliases: [name], links: [], fixedAddress: null } })
  return {
    attached: async ({ name }) => (find(app, name).state === 'cut off' ? {} : names(name)),
    disconnectUndo: ({ name }) => ({ kind: 'covered', args: { by: `end ${find(app, name).name}` } }),
    async disconnect(victim) {
      const { atMs } = hit(app, context, victim, 'cut off', '')
      return { atMs, command: typed(['fake-disconnect', victim.name]) }
    },
    async reconnect({ name }) {
      const found = find(app, name)
      if (found.state === 'cut off') found.state = 'ready'
    },
  }
}

export function crashOf(app: FakeApp, context: TargetContext): Crash {
  const { host, logsDir } = context
  return {
    ways: ['abort', 'request'],
    async crash(victim, way, requestId) {
      if (way === 'request') {
        const log = join(logsDir, `${victim.name}.log`)
        await host.files.makeDir(dirname(log))
        const file = await host.files.openAppend(log)
        await file.append(`${JSON.stringify({ level: 'fatal', requestId, error: 'crashed on request' })}\n`)
        await file.close()
      }
      const acted = hit(app, context, victim, 'restarting', '-ABRT')
      void restart(app, context, find(app, victim.name))
      return acted
    },
  }
}

/** Its supervisor brings it back under the same mark; without one it is down, and nobody asked for that. */
async function restart(app: FakeApp, { host }: TargetContext, instance: FakeInstance): Promise<void> {
  const { restartMs } = app.settings
  if (restartMs === null) {
    instance.state = 'down'
    app.ends.push({ name: instance.name, atMs: host.clock.monoMs(), how: 'signal SIGABRT', lastLines: [] })
    return
  }
  await host.clock.sleep(restartMs)
  if (instance.state === 'restarting') born(instance, instance.identity.mark)
}

function hit(
  app: FakeApp,
  { host }: TargetContext,
  victim: Victim,
  state: FakeInstance['state'],
  signal: string,
) {
  const found = up(app, victim)
  const atMs = host.clock.monoMs()
  found.state = state
  return { atMs, command: typed(['kill', signal, String(found.identity.process?.pid)]) }
}
