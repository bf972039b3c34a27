import type { Engine, WantedLabels } from '../../engine/engine.ts'
import { refused } from '../../engine/engine-error.ts'
import { carries, labelFilter } from '../../engine/labels.ts'
import type { FakeContainer, FakeStore, Kept } from './model.ts'

type Part = Pick<
  Engine,
  | 'disconnect'
  | 'connect'
  | 'networks'
  | 'removeNetwork'
  | 'volumes'
  | 'removeVolume'
  | 'images'
  | 'removeImage'
  | 'image'
  | 'canPull'
>

/** Networks, volumes and images. */
export function fakeThings(url: string, store: FakeStore): Part {
  const named = (kept: Map<string, Kept>, labels: WantedLabels) => {
    labelFilter(labels)
    const all = [...kept.values()].filter((each) => carries(each.labels, labels))
    return all.map(({ id, name, labels: own }) => ({ id, name, labels: own }))
  }
  const find = (kept: Map<string, Kept>, id: string): Kept | null =>
    kept.get(id) ?? [...kept.values()].find(({ name }) => name === id) ?? null
  const both = (id: string, networkId: string, what: string): [FakeContainer, Kept] => {
    const containers = [...store.containers.values()]
    const container = containers.find(({ seen }) => seen.id === id || seen.name === id)
    if (!container) throw refused(url, `${what} the container ${id}`, 404, `No such container: ${id}`)
    const network = find(store.networks, networkId)
    if (network) return [container, network]
    throw refused(url, `${what} the container ${id}`, 404, `network ${networkId} not found`)
  }
  const imageOf = (name: string) => {
    const all = [...store.images.values()]
    return all.find((image) => [image.id, image.name, `${image.name}:latest`].includes(name)) ?? null
  }
  return {
    async disconnect(id, networkId) {
      const [{ seen, spec }, { name }] = both(id, networkId, 'disconnect')
      if (!(name in seen.networks)) return
      const { [name]: _gone, ...rest } = seen.networks
      seen.networks = rest
      // Ports are published by way of a network.
      seen.published = Object.keys(rest).length === 0 ? {} : (spec.published ?? {})
    },
    async connect(id, networkId, { aliases, links, fixedAddress, further }) {
      const [{ seen, spec, process }, { name }] = both(id, networkId, 'connect')
      if (name in seen.networks) return
      const address = process === null ? '' : `10.1.0.${process.row.pid}`
      seen.networks = {
        ...seen.networks,
        [name]: {
          address,
          aliases: [...aliases],
          links: [...links],
          fixedAddress,
          ...(further ? { further } : {}),
        },
      }
      if (process !== null) seen.published = spec.published ?? {}
    },
    networks: async (labels) => named(store.networks, labels),
    async removeNetwork(id) {
      const network = find(store.networks, id)
      if (network === null) return
      const used = [...store.containers.values()].some(
        ({ seen, process }) => process !== null && network.name in seen.networks,
      )
      if (used) throw refused(url, `remove the network ${id}`, 403, `network ${id} has active endpoints`)
      store.networks.delete(network.id)
    },
    volumes: async (labels) => named(store.volumes, labels),
    removeVolume: async (id) => void store.volumes.delete(id),
    async images(labels) {
      labelFilter(labels)
      const all = [...store.images.values()].filter((image) => carries(image.labels, labels))
      return all.map(({ id, name, labels: own }) => ({ id, name, labels: own }))
    },
    async removeImage(id) {
      const image = imageOf(id)
      if (image) store.images.delete(image.id)
    },
    canPull: async (name) => store.registry.has(name),
    async image(name) {
      const image = imageOf(name)
      if (!image) return null
      const { name: _, ...seen } = image
      return seen
    },
  }
}
