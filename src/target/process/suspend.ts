/** Instances that hang: everything of them is stopped by SIGSTOP, and goes on by SIGCONT. */
import type { Suspend } from '../target.ts'
import type { Fleet } from './fleet.ts'
import { sameInstance, servingFirst } from './hit.ts'
import type { Runtime } from './runtime.ts'
import { killCommand, notStopped, signalEach, stopAll } from './signals.ts'

export function suspendOf(fleet: Fleet, { context: { host } }: Runtime): Suspend {
  return {
    pauseUndo(victim) {
      return { kind: 'resume-process', args: { mark: sameInstance(fleet, victim).mark() } }
    },
    async pause(victim) {
      const managed = sameInstance(fleet, victim)
      const processes = await servingFirst(managed, victim)
      const command = killCommand('SIGSTOP', processes, managed.spec.cwd)
      const atMs = host.clock.monoMs()
      await stopAll(host, managed, processes)
      return { atMs, command }
    },
    async resume({ name }) {
      await signalEach(host, await fleet.find(name).processes(), 'SIGCONT')
    },
    async isPaused({ name }) {
      const managed = fleet.find(name)
      return (await managed.processes()).length > 0 && (await notStopped(host, managed)).length === 0
    },
  }
}
