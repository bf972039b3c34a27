import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sameIdentity } from '../../src/fault/same-identity.ts'
import type { Net } from '../../src/host/host.ts'
import type { Instance, InstanceIdentity, RunningTarget, Target } from '../../src/target/target.ts'
import type { UndoSpec } from '../../src/undo/undo.ts'
import { conformsInCrashes } from './conformance/crash.ts'
import { conformsInDeploys } from './conformance/deploy.ts'
import { conformsInMigrations } from './conformance/migrations.ts'
import { conformsInNetworks } from './conformance/network.ts'
import { conformsInResources } from './conformance/resources.ts'
import { conformsInServices } from './conformance/services.ts'
import { conformsInStops } from './conformance/stop.ts'
import { conformsInStorage } from './conformance/storage.ts'
import { conformsInTrials } from './conformance/trial.ts'
import { createWorld, type World } from './recorder.ts'

export interface Case {
  /**
   * Beside lifecycle and suspend it offers crash, deploy, migrations, services, trial and logs, by this app: releases
   * 1.0.0 (which serves) and 1.1.0 (which brings the migration `0002-add`), the service `db` that instances are not
   * ready without, the variable `GREETING` that they do not start without, and a supervisor of their own.
   */
  releases?: boolean
  /** Of all that, trial and deploy alone. */
  shipping?: boolean
  /** It offers network. */
  network?: boolean
  /** It offers resources. */
  resources?: boolean
  /** It offers storage, and each instance has a bounded /tmp. */
  storage?: boolean
  /** What a person types to kill an instance, and the kind of undo that resumes a paused one; for processes unless given. */
  words?: { kill: readonly string[]; pauseUndo: string; ending: string }
  /** `net` is what clients of the target's addresses use; absent: the real one. */
  create(world: World): Promise<{ target: Target; net?: Net }>
}

/** What the tests of one capability are given, once the target runs. */
export interface Started {
  world: World
  running: RunningTarget
  net: Net
  look(name: string): Promise<Instance>
  /** As a run does: the undo is on disk before the act. */
  change<T>(what: string, undo: UndoSpec, act: () => Promise<T>): Promise<T>
}

const PROCESSES = { kill: ['kill', '-KILL'], pauseUndo: 'resume-process', ending: 'end-processes' }

/** What every target with lifecycle and suspend must do, whatever it runs. The tests build on one another. */
export function conforms(
  name: string,
  {
    create,
    releases = false,
    shipping = releases,
    network = false,
    resources = false,
    storage = false,
    words = PROCESSES,
  }: Case,
): void {
  describe(name, () => {
    let world: World
    let running: RunningTarget
    let net: Net
    let lost: InstanceIdentity | null = null
    const look = async (which: string): Promise<Instance> => {
      const found = (await running.instances()).find((instance) => instance.name === which)
      if (!found) throw new Error(`no ${which}`)
      return found
    }
    const answer = async ({ url }: Pick<Instance, 'url'>) => {
      const { status, error } = await net.request(new URL(running.probePath, url ?? undefined).href, {
        timeoutMs: 400,
      })
      return status ?? error
    }
    const kill = async (which: string) => {
      const lifecycle = running.lifecycle!
      const instance = await look(which)
      const undo = lifecycle.killUndo(instance)
      return world.context.change({ what: `kill ${which}`, undo }, () => lifecycle.kill(instance))
    }

    beforeAll(async () => {
      world = await createWorld()
      const made = await create(world)
      net = made.net ?? world.host.net
      expect(await made.target.check(world.host)).toEqual([])
      running = await made.target.start(world.context)
    }, 60_000)
    afterAll(async () => {
      await running?.stop()
      await world.close()
    }, 60_000)

    it('starts instances that are ready, each with an identity of its own', async () => {
      const instances = await running.instances()
      expect(instances.map(({ ready }) => ready)).toEqual([true, true])
      expect(new Set(instances.map(({ identity }) => JSON.stringify(identity))).size).toBe(2)
      expect(instances.every(({ identity }) => identity !== null)).toBe(true)
      expect(await answer({ url: running.edge.href })).toBe(200)
    })

    it('keeps an identity as long as it is the same one', async () => {
      expect((await look('web-1')).identity).toEqual((await look('web-1')).identity)
    })

    it('kills an instance, which stays down, and leaves the other alone', async () => {
      lost = (await look('web-1')).identity
      const other = await look('web-2')
      const before = world.host.clock.monoMs()
      const { atMs, command } = await kill('web-1')
      expect(atMs).toBeGreaterThanOrEqual(before)
      expect(atMs).toBeLessThanOrEqual(world.host.clock.monoMs())
      expect(command.argv.slice(0, 2)).toEqual(words.kill)
      const dead = await look('web-1')
      expect(dead).toMatchObject({ identity: null, ready: false, release: null })
      expect(await answer(dead)).toBe('ECONNREFUSED')
      await world.host.clock.sleep(200)
      expect((await look('web-1')).identity).toBeNull()
      expect((await look('web-2')).identity).toEqual(other.identity)
      expect(running.unexpectedEnds()).toEqual([])
    })

    it('refuses to hit what is down', async () => {
      const dead = await look('web-1')
      await expect(running.lifecycle!.kill(dead)).rejects.toMatchObject({ code: 'drill-invalid' })
      await expect(running.suspend!.pause(dead)).rejects.toMatchObject({ code: 'drill-invalid' })
      expect(await running.suspend!.isPaused(dead)).toBe(false)
    })

    it('starts it again as another one at the same address', async () => {
      const dead = await look('web-1')
      await running.lifecycle!.start('web-1')
      const back = await look('web-1')
      expect(back).toMatchObject({ ready: true, url: dead.url })
      expect(sameIdentity(back.identity!, lost!)).toBe(false)
      await expect(running.lifecycle!.start('web-1')).rejects.toMatchObject({ code: 'drill-invalid' })
    })

    it('pauses an instance, which accepts and does not answer, and resumes the same one', async () => {
      const { suspend } = running
      const before = await look('web-1')
      expect(await suspend!.isPaused(before)).toBe(false)
      const undo = suspend!.pauseUndo(before)
      expect(undo.kind).toBe(words.pauseUndo)
      await world.context.change({ what: 'pause web-1', undo }, () => suspend!.pause(before))
      const { hostname, port } = new URL(before.url!)
      expect(await net.accepts(hostname, Number(port), 400)).toBe(true)
      expect(await answer(before)).toBe('timeout')
      expect(await suspend!.isPaused(before)).toBe(true)
      const frozen = await look('web-1')
      expect(frozen.ready).toBe(false)
      expect(sameIdentity(frozen.identity!, before.identity!)).toBe(true)
      await world.context.change({ what: 'resume web-1', undo }, () => suspend!.resume(before))
      expect(await suspend!.isPaused(before)).toBe(false)
      expect(await answer(before)).toBe(200)
      expect((await look('web-1')).identity).toEqual(before.identity)
    })

    it('refuses an instance that it does not have', async () => {
      const stranger = { ...(await look('web-1')), name: 'web-9' }
      await expect(running.lifecycle!.kill(stranger)).rejects.toMatchObject({ code: 'drill-invalid' })
      await expect(running.lifecycle!.start('web-9')).rejects.toMatchObject({ code: 'drill-invalid' })
      await expect(running.suspend!.pause(stranger)).rejects.toMatchObject({ code: 'drill-invalid' })
    })

    const started = (): Started => ({
      world,
      running,
      net,
      look,
      change: (what, undo, act) => world.context.change({ what, undo }, act),
    })
    conformsInStops(started)
    if (network) conformsInNetworks(started)
    if (resources) conformsInResources(started)
    if (storage) conformsInStorage(started)
    if (releases) {
      conformsInCrashes(started)
      conformsInServices(started)
      conformsInMigrations(started)
    }
    if (shipping) {
      conformsInTrials(started)
      conformsInDeploys(started)
    }

    it('counts CPU time that does not go back', async () => {
      const first = await running.cpuMs()
      expect(first).toBeGreaterThanOrEqual(0)
      expect(await running.cpuMs()).toBeGreaterThanOrEqual(first)
    })

    it('changed nothing but through `change`, each with its undo', () => {
      expect(world.unjournaled).toEqual([])
      const starts = world.intents.filter(({ undo }) => undo.kind === 'end-processes')
      expect(world.intents.some(({ undo }) => undo.kind === words.ending)).toBe(true)
      expect(starts.length).toBeGreaterThanOrEqual(3)
      expect(starts.every(({ command }) => command !== undefined)).toBe(true)
      expect(new Set(starts.map(({ undo }) => undo.args.mark)).size).toBe(starts.length)
    })

    it('stops everything, more than once if asked', async () => {
      await running.stop()
      await running.stop()
      for (const instance of await running.instances()) {
        expect(instance.identity).toBeNull()
        expect(await answer(instance)).toBe('ECONNREFUSED')
      }
      expect(await world.host.processes.marked(`${world.context.run}/`)).toEqual([])
      expect(running.unexpectedEnds()).toEqual([])
    })
  })
}
