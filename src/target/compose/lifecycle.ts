/** Instances that are killed, asked to end, and started again. */
import { FiredrillError } from '../../errors.ts'
import { durationMs } from '../../units.ts'
import type { Lifecycle } from '../target.ts'
import { untilCancelled } from '../until-cancelled.ts'
import { isUp } from './containers.ts'
import { beforeAct, dockerCommand, isStranger, sameContainer } from './hit.ts'
import { serviceNamesOf } from './places.ts'
import { graceMs } from './project.ts'
import type { Runtime } from './runtime.ts'
import { stopService } from './stop.ts'
import type { Surroundings } from './surroundings.ts'
import { waitForInstance } from './wait.ts'

export function lifecycleOf(around: Surroundings, runtime: Runtime): Lifecycle {
  const { engine, containers, context, fleet, undoOf, dockerEnv } = runtime
  const { options, project } = around
  const known = (name: string): string => {
    if (fleet.all.includes(name)) return name
    throw isStranger(name, fleet.all)
  }
  return {
    stopLimitMs: Math.min(
      ...serviceNamesOf(options, options.instances).map((name) => graceMs(project.services[name] ?? {})),
    ),
    drainMs: options.drainTime === undefined ? null : durationMs(options.drainTime),
    killUndo: (victim) => undoOf('end', victim.name, beforeAct(victim)),
    /** To the engine a kill by hand is a wish: no restart policy acts on it, and the node stays lost. */
    async kill(victim) {
      const { id, name } = await sameContainer(runtime, victim)
      fleet.asked.add(victim.name)
      fleet.ending.add(id)
      const atMs = context.host.clock.monoMs()
      await engine.signal(id, 'SIGKILL')
      return { atMs, command: dockerCommand(['kill', name], context.root, dockerEnv) }
    },
    async stop(name) {
      fleet.asked.add(known(name))
      return stopService(name, around, runtime)
    },
    async start(name, signal = untilCancelled(context)) {
      const container = await containers.find(known(name))
      if (isUp(container))
        throw new FiredrillError('drill-invalid', `${name} is up already: it cannot be started.`, {
          hint: 'Start only what is down.',
        })
      const intent = {
        what: `start ${name}`,
        undo: undoOf('start', name, container),
        command: dockerCommand(['start', container.name], context.root, dockerEnv),
      }
      await context.change(intent, () => engine.start(container.id))
      fleet.ending.delete(container.id)
      await waitForInstance(name, around, runtime, signal)
      fleet.asked.delete(name)
    },
  }
}
