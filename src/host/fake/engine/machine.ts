import type { Image, Labels } from '../../engine/engine.ts'
import { unreachable } from '../../engine/engine-error.ts'
import type { Life } from './life.ts'
import { addContainer, addImage, idOf } from './making.ts'
import type { FakeContainer, FakeContainerProgram, FakeContainerSpec, FakeStore } from './model.ts'

export type Manner = 'answers' | 'mute' | 'silent' | 'gone'

/** What can be done to a made-up engine past its contract. */
export interface FakeEngine {
  /**
   * `mute`: it answers; `silent`: it accepts and never answers; `gone`: nothing listens. Each way what it tells breaks
   * off until it `answers` again.
   */
  become(manner: Manner): void
  /** Makes a container, not started; its id. Throws where its image or a network is missing. */
  create(spec: FakeContainerSpec): string
  addNetwork(name: string, labels?: Labels): string
  addVolume(name: string, labels?: Labels): string
  addImage(name: string, more?: Partial<Omit<Image, 'id'>>): string
  /** Containers of this image that are made through the engine run this. */
  program(image: string, program: FakeContainerProgram): void
  /** The engine's machine has this in its file system. */
  addPath(path: string): void
  /** An image of this name could be pulled. */
  offer(name: string): void
  setHealth(id: string, health: 'healthy' | 'unhealthy'): void
  /** As a container does that can speak to its engine. */
  rename(id: string, name: string): void
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
  const found = (id: string): FakeContainer => {
    const container = store.containers.get(id)
    if (container === undefined) throw new Error(`no container ${id}`)
    return container
  }
  return {
    become(manner) {
      const followers = [...store.containers.values()].flatMap((container) => [...container.followers])
      const all = [...store.followers, ...followers]
      machine.manner = manner
      store.tells = manner === 'answers'
      const why = unreachable(url, 'what it told broke off', 'See whether it was restarted.')
      for (const each of all) store.tells ? each.goOn() : each.breakOff(why)
    },
    create: (spec) => addContainer(store, life, spec).seen.id,
    addNetwork(name, labels = {}) {
      const id = idOf(store, 'network')
      store.networks.set(id, { id, name, labels })
      return id
    },
    addVolume(name, labels = {}) {
      store.volumes.set(name, { id: name, name, labels })
      return name
    },
    addImage: (name, more = {}) => addImage(store, name, more),
    program: (image, program) => void store.programs.set(image, program),
    addPath: (path) => void store.paths.add(path),
    offer: (name) => void store.registry.add(name),
    setHealth(id, health) {
      const container = found(id)
      if (container.seen.health === health || container.process === null) return
      container.seen.health = health
      life.tell(container, 'health_status', { health })
    },
    rename(id, name) {
      found(id).seen.name = name
    },
    say: (id, stream, text) => life.say(found(id), stream, text),
  }
}
