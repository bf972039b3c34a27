import { createHash } from 'node:crypto'
import type { Container, Image, Labels } from '../../engine/engine.ts'
import { unreachable } from '../../engine/engine-error.ts'
import type { Life } from './life.ts'
import type { FakeContainer, FakeContainerSpec, FakeStore } from './model.ts'

export type Manner = 'answers' | 'silent' | 'gone'

/** What can be done to a made-up engine past its contract. */
export interface FakeEngine {
  /** `silent`: it accepts and never answers; `gone`: nothing listens. Either way it tells nothing any more. */
  become(manner: Manner): void
  /** Makes a container, not started; its id. Throws where its image or a network is missing. */
  create(spec: FakeContainerSpec): string
  addNetwork(name: string, labels?: Labels): string
  addVolume(name: string, labels?: Labels): string
  addImage(name: string, more?: Partial<Omit<Image, 'id'>>): string
  /** An image of this name could be pulled. */
  offer(name: string): void
  setHealth(id: string, health: 'healthy' | 'unhealthy'): void
  /** Its main process writes this, whole lines. */
  say(id: string, stream: 'stdout' | 'stderr', text: string): void
}

export interface Machine {
  manner: Manner
  readonly store: FakeStore
  readonly life: Life
}

export function machineOf(url: string, machine: Machine): FakeEngine {
  const { store, life } = machine
  const idOf = (kind: string): string => createHash('sha256').update(`${kind} ${store.next()}`).digest('hex')
  const found = (id: string): FakeContainer => {
    const container = store.containers.get(id)
    if (container === undefined) throw new Error(`no container ${id}`)
    return container
  }
  return {
    become(manner) {
      machine.manner = manner
      if (manner === 'answers') return
      const why = unreachable(url, 'what it told broke off', 'See whether it was restarted.')
      const followers = [...store.containers.values()].flatMap((container) => [...container.followers])
      for (const { onEnd } of [...followers, ...store.followers]) onEnd(why)
    },
    create(spec) {
      const image = [...store.images.values()].find(({ name }) => name === spec.image)
      if (image === undefined) throw new Error(`no image ${spec.image}`)
      const there = new Set([...store.networks.values()].map(({ name }) => name))
      const missing = Object.keys(spec.networks ?? {}).find((name) => !there.has(name))
      if (missing !== undefined) throw new Error(`no network ${missing}`)
      const seen = containerOf(spec, idOf('container'), image.id)
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
      return seen.id
    },
    addNetwork(name, labels = {}) {
      const id = idOf('network')
      store.networks.set(id, { id, name, labels })
      return id
    },
    addVolume(name, labels = {}) {
      store.volumes.set(name, { id: name, name, labels })
      return name
    },
    addImage(name, more = {}) {
      const id = `sha256:${idOf('image')}`
      const plain = { digests: [], labels: {}, entrypoint: [], command: [], variables: [] }
      store.images.set(id, { ...plain, ...more, id, name })
      return id
    },
    offer: (name) => void store.registry.add(name),
    setHealth(id, health) {
      const container = found(id)
      if (container.seen.health === health || container.process === null) return
      container.seen.health = health
      life.tell(container, 'health_status', { health })
    },
    say: (id, stream, text) => life.say(found(id), stream, text),
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
    networks: Object.fromEntries(
      networks.map(([name, aliases]) => [name, { address: '', aliases, links: [], fixedAddress: null }]),
    ),
    published: {},
    limits: spec.limits ?? { cpus: 0, memoryBytes: 0 },
    tmpfs: spec.tmpfs ?? {},
  }
}
