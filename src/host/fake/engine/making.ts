import { createHash } from 'node:crypto'
import type { Container, Engine, Image } from '../../engine/engine.ts'
import { refused } from '../../engine/engine-error.ts'
import type { Life } from './life.ts'
import type { FakeContainer, FakeContainerSpec, FakeStore } from './model.ts'

/** Made by a test, or through the engine: a container of the store, not started. Throws where its image or a network is missing. */
export function addContainer(store: FakeStore, life: Life, spec: FakeContainerSpec): FakeContainer {
  const image = [...store.images.values()].find(({ name }) => name === spec.image)
  if (image === undefined) throw new Error(`no image ${spec.image}`)
  const there = new Set([...store.networks.values()].map(({ name }) => name))
  const missing = Object.keys(spec.networks ?? {}).find((name) => !there.has(name))
  if (missing !== undefined) throw new Error(`no network ${missing}`)
  const seen = containerOf(spec, idOf(store, 'container'), image.id)
  const container: FakeContainer = {
    spec,
    seen,
    process: null,
    byHand: false,
    used: { ms: 0, throttledMs: 0, atMs: 0 },
    lines: [],
    followers: new Set(),
  }
  store.containers.set(seen.id, container)
  life.tell(container, 'create')
  return container
}

export function addImage(store: FakeStore, name: string, more: Partial<Omit<Image, 'id'>> = {}): string {
  const id = `sha256:${idOf(store, 'image')}`
  const plain = { digests: [], labels: {}, entrypoint: [], command: [], variables: [] }
  store.images.set(id, { ...plain, ...more, id, name })
  return id
}

export function idOf(store: FakeStore, kind: string): string {
  return createHash('sha256').update(`${kind} ${store.next()}`).digest('hex')
}

export function fakeMaking(url: string, store: FakeStore, life: Life): Pick<Engine, 'create' | 'pull'> {
  return {
    async create({ name, image, labels, mounts, command, memoryBytes, tmpfs, stopGraceMs }) {
      const refuse = (status: number, words: string) =>
        refused(url, `make the container ${name}`, status, words)
      if (![...store.images.values()].some((each) => each.name === image))
        throw refuse(404, `No such image: ${image}`)
      const lost = mounts.find(({ from }) => !store.paths.has(from))
      if (lost)
        throw refuse(
          400,
          `invalid mount config for type "bind": bind source path does not exist: ${lost.from}`,
        )
      if ([...store.containers.values()].some(({ seen }) => seen.name === name))
        throw refuse(409, `The container name "/${name}" is already in use`)
      const program = store.programs.get(image) ?? {}
      const limits = { cpus: 0, memoryBytes }
      const made = { name, image, labels, program, limits, tmpfs, command, stopGraceMs }
      return addContainer(store, life, made).seen.id
    },
    async pull(name) {
      if (!store.registry.has(name))
        throw refused(url, `pull the image ${name}`, 404, `pull access denied for ${name}`)
      if (![...store.images.values()].some((each) => each.name === name)) addImage(store, name)
    },
  }
}

function containerOf(spec: FakeContainerSpec, id: string, imageId: string): Container {
  const networks = Object.entries(spec.networks ?? {})
  return {
    id,
    name: spec.name,
    image: { name: spec.image, id: imageId },
    labels: spec.labels ?? {},
    state: 'created',
    pid: null,
    startedMs: null,
    finishedMs: null,
    exitCode: null,
    oomKilled: false,
    restarts: 0,
    restartPolicy: spec.restart ?? 'no',
    stopGraceMs: spec.stopGraceMs ?? null,
    health: null,
    healthCheck: spec.healthCheck ?? null,
    networks: Object.fromEntries(
      networks.map(([name, aliases]) => [name, { address: '', aliases, links: [], fixedAddress: null }]),
    ),
    published: {},
    limits: spec.limits ?? { cpus: 0, memoryBytes: 0 },
    tmpfs: spec.tmpfs ?? {},
  }
}
