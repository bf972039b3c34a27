/** Networks and volumes. */
import type { Connection } from './connection.ts'
import type { Engine } from './engine.ts'
import { endpointConfig } from './joining.ts'
import { labelFilter } from './labels.ts'
import { unlessMissing } from './missing.ts'

type Part = Pick<Engine, 'disconnect' | 'connect' | 'networks' | 'removeNetwork' | 'volumes' | 'removeVolume'>

export function networksOf(connection: Connection): Part {
  const connected = async (id: string, network: string): Promise<boolean> => {
    const seen = await connection.ask(`show the container ${id}`, (docker) =>
      docker.getContainer(id).inspect(),
    )
    const networks = Object.entries(seen.NetworkSettings.Networks ?? {})
    return networks.some(([name, { NetworkID }]) => name === network || NetworkID === network)
  }
  return {
    async disconnect(id, network) {
      if (!(await connected(id, network))) return
      await connection.ask(`disconnect the container ${id} from the network ${network}`, (docker) =>
        docker.getNetwork(network).disconnect({ Container: id }),
      )
    },
    async connect(id, network, joining) {
      if (await connected(id, network)) return
      const EndpointConfig = endpointConfig(joining)
      await connection.ask(`connect the container ${id} to the network ${network}`, (docker) =>
        docker.getNetwork(network).connect({ Container: id, EndpointConfig }),
      )
    },
    async networks(labels) {
      const filters = { label: labelFilter(labels) }
      const found = await connection.ask('list networks', (docker) => docker.listNetworks({ filters }))
      return found.map(({ Id, Name, Labels }) => ({ id: Id, name: Name, labels: Labels ?? {} }))
    },
    async removeNetwork(id) {
      const what = `remove the network ${id}`
      await unlessMissing(
        connection.ask(what, (docker) => docker.getNetwork(id).remove()),
        null,
      )
    },
    async volumes(labels) {
      const filters = { label: labelFilter(labels) }
      const found = await connection.ask('list volumes', (docker) => docker.listVolumes({ filters }))
      return (found.Volumes ?? []).map(({ Name, Labels }) => ({ id: Name, name: Name, labels: Labels ?? {} }))
    },
    async removeVolume(id) {
      const what = `remove the volume ${id}`
      await unlessMissing(
        connection.ask(what, (docker) => docker.getVolume(id).remove()),
        null,
      )
    },
  }
}
