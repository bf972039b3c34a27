import { describe, expect, test } from 'vitest'
import type { Host } from '../../../src/host/host.ts'
import type { InstanceState } from '../../../src/journal/events.ts'
import { type RunningWatch, startWatch } from '../../../src/run/watch/watch.ts'
import type { Instance } from '../../../src/target/target.ts'
import { onStage, type Rig } from '../on-stage.ts'

async function watched(net: (rig: Rig) => Partial<Host['net']> = () => ({})) {
  const rig = await onStage()
  const host = { clock: rig.clock, net: { ...rig.host.net, ...net(rig) } }
  const watch = await startWatch(host, rig.journal, rig.target)
  const of = (name: string) => watch.now().find((state) => state.name === name)
  return { ...rig, watch, of }
}

/** What it is by everything that was journaled, as a reader of the record sees it. */
function statesOf({ said }: Pick<Rig, 'said'>, name: string): Partial<InstanceState>[] {
  return said('instance-state')
    .filter((event) => event.name === name)
    .map(({ seq: _seq, atMs: _atMs, type: _type, ...state }) => state)
}

async function stopped(watch: RunningWatch): Promise<void> {
  await watch.stop()
}

describe('the instance watch', () => {
  test('has looked at every instance when it is there', async () => {
    const { watch, said } = await watched()
    expect(watch.now()).toMatchObject([
      {
        name: 'web-1',
        alive: true,
        health: 200,
        ready: 200,
        failing: [],
        serves: true,
        release: '1.0.0',
        endAsked: false,
      },
      { name: 'web-2', alive: true, health: 200, ready: 200 },
    ])
    expect(watch.now()[0]?.bootId).toMatch(/^boot-/)
    expect(said('instance-state')).toHaveLength(2)
    await stopped(watch)
  })

  test('takes one that has no address by the word of its engine', async () => {
    const rig = await onStage()
    const health = { status: true }
    const target = {
      ...rig.target,
      instances: async () =>
        (await rig.target.instances()).map((each) => ({ ...each, url: null, ready: health.status })),
    }
    const watch = await startWatch({ clock: rig.clock, net: rig.host.net }, rig.journal, {
      ...target,
      deploy: undefined as never,
    })
    expect(watch.now()[0]).toMatchObject({ ready: 200, health: 200, serves: true, by: 'engine' })
    health.status = false
    await rig.clock.sleep(1500)
    expect(watch.now()[0]).toMatchObject({ alive: true, ready: 503, serves: false, by: 'engine' })
    await stopped(watch)
  })

  test('journals nothing while nothing differs but that it looked, five times a second', async () => {
    const { watch, said, clock } = await watched()
    await clock.sleep(10_000)
    await watch.stop()
    expect(said('instance-state')).toHaveLength(2)
    const reports = said('instances-watched')
    const looks = reports.reduce((sum, report) => sum + report.looks, 0)
    expect(looks).toBeGreaterThanOrEqual(50)
    expect(looks).toBeLessThanOrEqual(52)
    const gaps = reports.slice(1).map((report, index) => report.atMs - (reports[index]?.atMs ?? 0))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1000)
    expect(reports.length).toBeLessThanOrEqual(12)
  })

  test('sees within a look that one is not ready any more, and what it names', async () => {
    const rig = await watched()
    await rig.clock.sleep(1050)
    rig.fake.unready('web-2')
    await rig.clock.sleep(200)
    expect(rig.of('web-2')).toMatchObject({ alive: true, ready: 503, failing: ['self'] })
    expect(rig.of('web-1')).toMatchObject({ ready: 200 })
    expect(statesOf(rig, 'web-2').map(({ ready }) => ready)).toEqual([200, 503])
    await stopped(rig.watch)
  })

  test('sees that nothing of one is left, and that another process came', async () => {
    const rig = await watched()
    const before = rig.of('web-1')?.bootId
    rig.fake.crash('web-1')
    await rig.clock.sleep(500)
    expect(rig.of('web-1')).toMatchObject({
      alive: false,
      health: null,
      ready: null,
      serves: false,
      bootId: null,
    })
    await rig.target.lifecycle?.start('web-1')
    await rig.clock.sleep(300)
    expect(rig.of('web-1')).toMatchObject({ alive: true, ready: 200 })
    expect(rig.of('web-1')?.bootId).not.toBe(before)
    await stopped(rig.watch)
  })

  test('sees within a look that a supervisor was quicker than it', async () => {
    const rig = await watched()
    const before = rig.of('web-1')?.bootId
    await rig.clock.sleep(1250)
    const [first] = await rig.target.instances()
    if (first) await rig.target.crash?.crash(first, 'abort', 'id-1')
    await rig.clock.sleep(250)
    expect(rig.of('web-1')).toMatchObject({ alive: true, ready: 200 })
    expect(rig.of('web-1')?.bootId).not.toBe(before)
    await stopped(rig.watch)
  })

  test('what is stopped looks and writes no more', async () => {
    const rig = await watched(({ host, clock }) => ({
      request: async (url, options) => {
        await clock.sleep(100)
        return host.net.request(url, options)
      },
    }))
    await rig.clock.sleep(1250)
    rig.fake.unready('web-1')
    await rig.watch.stop()
    const before = rig.journal.events.length
    await rig.clock.sleep(2000)
    expect(rig.journal.events).toHaveLength(before)
  })

  test('one that hangs lives, and is who it was', async () => {
    const rig = await watched()
    const [first] = await rig.target.instances()
    const before = rig.of('web-1')?.bootId
    if (first) await rig.target.suspend?.pause(first)
    await rig.clock.sleep(500)
    expect(rig.of('web-1')).toMatchObject({ alive: true, ready: null, serves: false, bootId: before })
    await stopped(rig.watch)
  })

  test('says of whom an end was asked', async () => {
    const rig = await watched()
    await rig.target.lifecycle?.stop('web-1')
    await rig.clock.sleep(300)
    expect(rig.of('web-1')).toMatchObject({ alive: false, endAsked: true })
    expect(rig.of('web-2')).toMatchObject({ endAsked: false })
    await stopped(rig.watch)
  })

  test('sees further instances that come and go beside the app', async () => {
    const rig = await watched()
    const { deploy } = rig.target
    const release = await deploy?.find('1.1.0')
    if (!deploy || !release) throw new Error('the fake cannot deploy')
    await deploy.add('web-1-green', release, new AbortController().signal)
    await rig.clock.sleep(1300)
    expect(rig.of('web-1-green')).toMatchObject({ alive: true, ready: 200, release: '1.1.0' })
    await deploy.remove('web-1-green')
    await rig.clock.sleep(1300)
    expect(rig.of('web-1-green')).toBeUndefined()
    expect(statesOf(rig, 'web-1-green').at(-1)).toMatchObject({ alive: false, ready: null })
    await stopped(rig.watch)
  })

  test('one that hangs does not keep the others from being looked at', async () => {
    const rig = await watched(({ host, clock }) => ({
      probe: async (url, options) => {
        if (!url.includes(':9001/')) return host.net.probe(url, options)
        await clock.sleep(options.timeoutMs)
        return { status: null, headers: {}, body: '', error: 'timeout', startedMs: 0, endedMs: 0 }
      },
    }))
    await rig.clock.sleep(3000)
    await rig.watch.stop()
    const looks = rig.said('instances-watched').reduce((sum, report) => sum + report.looks, 0)
    expect(looks).toBeGreaterThanOrEqual(15)
    expect(rig.of('web-2')).toMatchObject({ health: 200, serves: true })
    expect(rig.of('web-1')).toMatchObject({ alive: true, health: null, serves: false })
  })

  describe('who an instance is', () => {
    /** The target reads this of each instance, by its name; what it does not say is as it was. */
    async function reading(read: (instance: Instance) => Partial<Instance>, headers = true) {
      const rig = await onStage()
      const { net } = rig.host
      const bare = (ask: Host['net']['probe']): Host['net']['probe'] =>
        headers ? ask : async (...asked) => ({ ...(await ask(...asked)), headers: {} })
      const host = { clock: rig.clock, net: { ...net, probe: bare(net.probe), request: bare(net.request) } }
      const { deploy } = rig.target
      if (!deploy) throw new Error('the fake cannot deploy')
      const all = async () => (await deploy.all()).map((each) => ({ ...each, ...read(each) }))
      const watch = await startWatch(host, rig.journal, { ...rig.target, deploy: { ...deploy, all } })
      const of = (name: string) => watch.now().find((state) => state.name === name)
      return { ...rig, watch, of }
    }

    test('is what the target reads of it, not what a header says', async () => {
      const rig = await reading(({ identity }) => ({
        release: { version: 'v1', digest: null, source: 'version endpoint' },
        identity: identity && { ...identity, bootId: `own ${identity.bootId}` },
      }))
      await rig.clock.sleep(3000)
      expect(rig.of('web-1')).toMatchObject({ release: 'v1', bootId: expect.stringMatching(/^own boot-/) })
      expect(statesOf(rig, 'web-1')).toHaveLength(1)
      await rig.target.lifecycle?.stop('web-1')
      await rig.target.lifecycle?.start('web-1')
      await rig.clock.sleep(2000)
      const ids = new Set(statesOf(rig, 'web-1').flatMap(({ bootId }) => bootId ?? []))
      expect(ids.size).toBe(2)
      expect([...ids].every((id) => id.startsWith('own '))).toBe(true)
      await stopped(rig.watch)
    })

    test('is its process where the app tells no boot id: a supervisor may be quicker than a look', async () => {
      const rig = await reading(
        ({ identity }) => ({ identity: identity && { ...identity, bootId: null } }),
        false,
      )
      const [first] = await rig.target.instances()
      if (first) await rig.target.crash?.crash(first, 'abort', 'id-1')
      await rig.clock.sleep(2000)
      const states = statesOf(rig, 'web-1')
      expect(states.every(({ alive }) => alive)).toBe(true)
      const ids = new Set(states.map(({ bootId }) => bootId))
      expect(ids.size).toBe(2)
      for (const id of ids) expect(id).toMatch(/^\d+:\d+$/)
      await stopped(rig.watch)
    })

    test('is asked where it is now: one of the same name may come at another address', async () => {
      let moved = false
      const [web1, web2] = ['http://127.0.0.1:9001', 'http://127.0.0.1:9002']
      const rig = await reading(({ name, url }) => {
        expect(url).toBe(name === 'web-1' ? web1 : web2)
        return moved && name === 'web-1' ? { url: web2 } : {}
      })
      rig.fake.unready('web-2')
      await rig.clock.sleep(1500)
      expect(rig.of('web-1')).toMatchObject({ ready: 200 })
      moved = true
      await rig.clock.sleep(1500)
      expect(rig.of('web-1')).toMatchObject({ ready: 503 })
      await stopped(rig.watch)
    })

    test('is not known where neither is told', async () => {
      const nothing = { process: null, bootId: null, mark: 'run/1' }
      const rig = await reading(() => ({ identity: nothing }), false)
      expect(rig.of('web-1')).toMatchObject({ alive: true, ready: 200, bootId: null })
      await stopped(rig.watch)
    })
  })

  test('asks the target itself about once a second while nothing changes', async () => {
    const rig = await onStage()
    let asked = 0
    const { deploy } = rig.target
    if (!deploy) throw new Error('the fake cannot deploy')
    const all = () => {
      asked += 1
      return deploy.all()
    }
    const watch = await startWatch(rig.host, rig.journal, { ...rig.target, deploy: { ...deploy, all } })
    await rig.clock.sleep(10_000)
    await watch.stop()
    expect(asked).toBeGreaterThanOrEqual(9)
    expect(asked).toBeLessThanOrEqual(12)
  })

  test('one that answers lives, though the target saw nothing of it', async () => {
    const rig = await onStage()
    let broken = false
    const { deploy } = rig.target
    if (!deploy) throw new Error('the fake cannot deploy')
    const all = () => (broken ? Promise.reject(new Error('no answer')) : deploy.all())
    rig.fake.crash('web-1')
    const watch = await startWatch(rig.host, rig.journal, { ...rig.target, deploy: { ...deploy, all } })
    broken = true
    expect(watch.now()[0]).toMatchObject({ name: 'web-1', alive: false })
    await rig.target.lifecycle?.start('web-1')
    await rig.clock.sleep(300)
    expect(watch.now()[0]).toMatchObject({ name: 'web-1', alive: true, ready: 200 })
    await watch.stop()
  })

  test('a target that cannot be asked for a while does not end it', async () => {
    const rig = await onStage()
    let broken = false
    const { deploy } = rig.target
    if (!deploy) throw new Error('the fake cannot deploy')
    const all = () => (broken ? Promise.reject(new Error('no answer')) : deploy.all())
    const watch = await startWatch(rig.host, rig.journal, { ...rig.target, deploy: { ...deploy, all } })
    broken = true
    await rig.clock.sleep(3000)
    rig.fake.unready('web-1')
    await rig.clock.sleep(300)
    expect(watch.now()).toMatchObject([{ ready: 503 }, { ready: 200 }])
    await watch.stop()
  })
})
