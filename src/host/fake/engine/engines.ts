import type { Engine, Engines } from '../../engine/engine.ts'
import { tooLate, unreachable } from '../../engine/engine-error.ts'
import type { Clock } from '../../host.ts'
import type { FakeTable } from '../process-table.ts'
import { fakeContainers } from './containers.ts'
import { lifeOf } from './life.ts'
import { type FakeEngine, type Machine, machineOf } from './machine.ts'
import { fakeMaking } from './making.ts'
import { emptyStore } from './model.ts'
import { fakeTelling } from './telling.ts'
import { fakeThings } from './things.ts'

export interface FakeEngines extends Engines {
  /** From now on an engine answers there. */
  run(url?: string): FakeEngine
}

type Methods = Omit<Engine, 'endpoint'>

const DEFAULT_URL = 'unix:///var/run/docker.sock'
const TIMEOUT_MS = 20_000
const ABOUT = {
  version: '0.0.0-fake',
  apiVersion: '1.41',
  dataRoot: '/var/lib/docker',
  cpus: 2,
  memoryBytes: 8e9,
  clock: { offsetMs: 0, errorMs: 0 },
}

/**
 * Engines that exist only in memory. None answers until it is told to run. The main processes of their containers are
 * in the machine's process table, so that they can be killed from outside.
 */
export function createFakeEngines(clock: Clock, table: FakeTable): FakeEngines {
  const machines = new Map<string, Machine>()
  const fresh = (): Machine => {
    const store = emptyStore()
    return { manner: 'answers', store, life: lifeOf(store, clock, table) }
  }
  return {
    run(url = DEFAULT_URL) {
      const machine = fresh()
      machines.set(url, machine)
      return machineOf(url, machine)
    },
    open(endpoint, { timeoutMs = TIMEOUT_MS } = {}) {
      const { url } = endpoint
      const reach = async (): Promise<Machine> => {
        const machine = machines.get(url)
        if (machine?.manner === 'answers' || machine?.manner === 'mute') return machine
        if (machine?.manner !== 'silent') throw unreachable(url, 'nothing listens there', 'Start it.')
        await clock.sleep(timeoutMs)
        throw tooLate(url, timeoutMs)
      }
      const names = Object.keys(methodsOf(url, fresh(), clock)) as (keyof Methods)[]
      const methods = names.map((name) => [
        name,
        async (...args: unknown[]) => {
          const method = methodsOf(url, await reach(), clock)[name] as (...given: unknown[]) => unknown
          return await method(...args)
        },
      ])
      return { endpoint, ...(Object.fromEntries(methods) as Methods) }
    },
  }
}

function methodsOf(url: string, { store, life }: Machine, clock: Clock): Methods {
  return {
    about: async () => ABOUT,
    ...fakeContainers(url, store, clock, life),
    ...fakeThings(url, store),
    ...fakeMaking(url, store, life),
    ...fakeTelling(url, store),
  }
}
