/** Instances that hang: the engine freezes the container, which accepts connections and does not answer. */
import type { Suspend } from '../target.ts'
import { dockerCommand, sameContainer } from './hit.ts'
import { endpointData, type Runtime } from './runtime.ts'

export function suspendOf(runtime: Runtime): Suspend {
  const { engine, containers, context, dockerEnv } = runtime
  return {
    pauseUndo: ({ identity }) => ({
      kind: 'unpause-container',
      args: { endpoint: endpointData(engine), id: identity?.container?.id ?? '' },
    }),
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
