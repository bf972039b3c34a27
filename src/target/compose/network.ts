/** Instances that are taken off their networks, by the engine, and put back under the names that they had there. */
import { joiningsOf, rejoin } from '../../host/engine/rejoin.ts'
import type { Network } from '../target.ts'
import { dockerCommand, sameContainer } from './hit.ts'
import { endpointData, type Runtime } from './runtime.ts'

export function networkOf(runtime: Runtime): Network {
  const { engine, containers, context, dockerEnv } = runtime
  return {
    attached: async ({ name }) => joiningsOf(await containers.find(name)),
    disconnectUndo: ({ identity }, from) => ({
      kind: 'reconnect-container',
      args: { endpoint: endpointData(engine), id: identity?.container?.id ?? '', networks: from },
    }),
    async disconnect(victim) {
      const { id, name, networks } = await sameContainer(runtime, victim)
      const [first = '', ...further] = Object.keys(networks)
      const command = (network: string) =>
        dockerCommand(['network', 'disconnect', network, name], context.root, dockerEnv)
      const atMs = context.host.clock.monoMs()
      await engine.disconnect(id, first)
      // One command each: a person would have to type as many.
      for (const network of further) {
        const undo = { kind: 'covered', args: { by: `reconnect ${victim.name}` } }
        const intent = { what: `disconnect ${victim.name} from ${network}`, undo, command: command(network) }
        await context.change(intent, () => engine.disconnect(id, network))
      }
      return { atMs, command: command(first) }
    },
    async reconnect({ name }, to) {
      await rejoin(engine, await containers.find(name), to)
    },
  }
}
