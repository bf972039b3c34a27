/** Instances that are killed, asked to end, and started again. */
import { durationMs } from '../../units.ts'
import type { Lifecycle } from '../target.ts'
import { untilCancelled } from '../until-cancelled.ts'
import type { Fleet } from './fleet.ts'
import { refuseTheirs, sameInstance, servingFirst } from './hit.ts'
import type { Runtime } from './runtime.ts'
import { killAll, killCommand } from './signals.ts'
import { stopProcess } from './stop.ts'
import type { Surroundings } from './variables.ts'

export function lifecycleOf(fleet: Fleet, around: Surroundings, runtime: Runtime): Lifecycle {
  const { context } = runtime
  const { host } = context
  return {
    stopLimitMs: durationMs(around.options.stopTimeout),
    drainMs: around.options.drainTime === undefined ? null : durationMs(around.options.drainTime),
    killUndo: ({ name }) => ({ kind: 'covered', args: { by: `start ${fleet.find(name).spec.name}` } }),
    async kill(victim) {
      const managed = sameInstance(fleet, victim)
      const processes = await servingFirst(managed, victim)
      fleet.asked.add(victim.name)
      managed.expectEnd()
      const command = killCommand('SIGKILL', processes, managed.spec.cwd)
      const atMs = host.clock.monoMs()
      await killAll(host, managed, processes)
      return { atMs, command }
    },
    async stop(name) {
      const managed = fleet.find(name)
      if (fleet.adopted) await refuseTheirs(managed, host)
      fleet.asked.add(name)
      return stopProcess(managed, runtime)
    },
    async start(name, signal = untilCancelled(context)) {
      const managed = fleet.find(name)
      if (fleet.adopted) await refuseTheirs(managed, host)
      await managed.start(signal)
      fleet.asked.delete(name)
    },
  }
}
