/** Instances that hang: the engine freezes the container, which accepts connections and does not answer. */
import type { Engine } from '../../host/engine/engine.ts'
import type { UndoSpec } from '../../undo/undo.ts'
import type { Suspend, Victim } from '../target.ts'
import { dockerCommand, sameContainer } from './hit.ts'
import { endpointData, type Runtime } from './runtime.ts'

/** Of whatever is frozen: it has to go on before it can be stopped, or be removed with its project. */
export function unpauseUndo(engine: Engine, { identity }: Victim): UndoSpec {
  const id = identity?.container?.id ?? ''
  return { kind: 'unpause-container', args: { endpoint: endpointData(engine), id } }
}

export function suspendOf(runtime: Runtime): Suspend {
  const { engine, containers, context, dockerEnv } = runtime
  return {
    pauseUndo: (victim) => unpauseUndo(engine, victim),
    async pause(victim) {
      const { id, name } = await sameContainer(runtime, victim)
      const atMs = context.host.clock.monoMs()
      await engine.pause(id)
      return { atMs, command: dockerCommand(['pause', name], context.root, dockerEnv) }
    },
    async resume({ name }) {
      await engine.unpause((await containers.find(name)).id)
    },
    async isPaused({ name }) {
      return (await containers.of(name))?.state === 'paused'
    },
  }
}
