/** Instances that get less CPU or memory: the engine changes the limits of the container while it runs. */
import type { Container } from '../../host/engine/engine.ts'
import type { ResourceLimits, Resources, Victim } from '../target.ts'
import { isUp } from './containers.ts'
import { dockerCommand, isDown, sameContainer } from './hit.ts'
import { endpointData, type Runtime } from './runtime.ts'

export function resourcesOf(runtime: Runtime): Resources {
  const { engine, containers, context, dockerEnv } = runtime
  const up = async ({ name }: Victim): Promise<Container> => {
    const container = await containers.find(name)
    if (!isUp(container)) throw isDown(name)
    return container
  }
  return {
    limits: async ({ name }) => ({ ...(await containers.find(name)).limits }),
    felt: async (victim) => ({ ...(await engine.usage((await up(victim)).id)) }),
    squeezeUndo: ({ identity }, was) => ({
      kind: 'limit-container',
      args: { endpoint: endpointData(engine), id: identity?.container?.id ?? '', limits: was },
    }),
    async squeeze(victim, to) {
      const { id, name, limits: was } = await sameContainer(runtime, victim)
      const atMs = context.host.clock.monoMs()
      await engine.limit(id, to)
      const argv = ['update', ...limitWords(to, was), name]
      return { atMs, command: dockerCommand(argv, context.root, dockerEnv) }
    },
    async release(victim, to) {
      const id = victim.identity?.container?.id ?? ''
      // One that was replaced meanwhile has the limits of its own making.
      const now = await engine.container(id)
      if (now === null || sameLimits(now.limits, to)) return
      await engine.limit(id, to)
    },
  }
}

/** What a person types to get there from what was: only what changes. */
export function limitWords(to: ResourceLimits, was: ResourceLimits): string[] {
  return [
    ...(to.cpus === was.cpus ? [] : ['--cpus', String(to.cpus)]),
    ...(to.memoryBytes === was.memoryBytes ? [] : ['--memory', String(to.memoryBytes)]),
  ]
}

function sameLimits(a: ResourceLimits, b: ResourceLimits): boolean {
  return a.cpus === b.cpus && a.memoryBytes === b.memoryBytes
}
