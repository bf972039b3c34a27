/** What every container engine does, the real and the made-up one. */
import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import type { Endpoint, Engine, Labels, Named } from '../../../src/host/engine/engine.ts'
import type { Host } from '../../../src/host/host.ts'
import { brokenOffTests } from './engine/broken-off.ts'
import { containerTests } from './engine/containers.ts'
import { eventTests } from './engine/events.ts'
import { execTests } from './engine/exec.ts'
import { lifeTests } from './engine/life.ts'
import { logTests } from './engine/logs.ts'
import { makingTests } from './engine/making.ts'
import { thingTests } from './engine/things.ts'
import { unreachableTests } from './engine/unreachable.ts'

/**
 * What runs in a container of the suite. `waits`: writes `waiting`, and on SIGTERM `ending` and ends with 7; `deaf`:
 * takes no notice of SIGTERM; `talks`: writes `out`, `err`, a line of 40,000 `x`, and `last` without a line end, then
 * ends with 3; `spins`: uses a whole core; `eats`: writes `hungry`, and on SIGTERM takes more than 20 MB.
 */
export type ProgramName = 'waits' | 'deaf' | 'talks' | 'spins' | 'eats'

export interface Wish {
  program: ProgramName
  labels?: Labels
  /** Started again by a restart policy whenever it ends. */
  restarts?: boolean
  /** By the network's name, with the aliases in it. */
  networks?: Record<string, string[]>
  /** Its port 8080, at this one of the loopback address. */
  publishedAt?: number
  limits?: { cpus?: number; memoryBytes?: number }
  /** With a health check, whose result `setHealthy` decides. */
  checked?: boolean
}

/** How the suite makes what an engine of firedrill's only looks at. All of it carries the labels. */
export interface EngineRig {
  readonly host: Host
  readonly endpoint: Endpoint
  /** All that the rig makes carries them. */
  readonly labels: Labels
  /** Of the image that containers are made of; of another one, with two names. */
  readonly image: string
  setUp(): Promise<void>
  tearDown(): Promise<void>
  /** Made, not started; its id. */
  make(wish: Wish): Promise<string>
  makeNetwork(): Promise<Named>
  makeVolume(): Promise<Named>
  makeImage(): Promise<Named>
  setHealthy(id: string, healthy: boolean): Promise<void>
  /** A file that the engine's machine has. */
  readonly file: string
  /** Null: a main process of it cannot be signalled from here, for this reason. */
  readonly noSignals: string | null
  /** Nobody listens there; someone accepts and never answers. */
  deadEndpoints(): Promise<{ closed: Endpoint; silent: Endpoint; close(): Promise<void> }>
  cutEngine(): Promise<CutEngine>
}

/** Another way to the engine, which can be cut: what is told on it breaks off. */
export interface CutEngine {
  endpoint: Endpoint
  cut(): void
  mend(): void
  close(): Promise<void>
}

export interface Suite {
  readonly rig: EngineRig
  readonly engine: Engine
  /** Made and started; its id. */
  running(wish: Wish): Promise<string>
}

export function engineConformance(rig: EngineRig): void {
  const engine = rig.host.engines.open(rig.endpoint)
  const suite: Suite = {
    rig,
    engine,
    async running(wish) {
      const id = await rig.make(wish)
      await engine.start(id)
      return id
    },
  }
  beforeAll(() => rig.setUp(), 60_000)
  afterEach(async () => {
    const left = await engine.containers(rig.labels)
    await Promise.all(left.map(({ id }) => engine.remove(id)))
  })
  afterAll(() => rig.tearDown(), 60_000)

  describe('looking', () => containerTests(suite))
  describe('making', () => makingTests(suite))
  describe('life', () => lifeTests(suite))
  describe('commands and limits', () => execTests(suite))
  describe('networks, volumes, images', () => thingTests(suite))
  describe('logs', () => logTests(suite))
  describe('events', () => eventTests(suite))
  describe('a way to it that is cut', () => brokenOffTests(suite))
  describe('an engine that does not answer', () => unreachableTests(suite))
}
