import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProcessTarget } from '../../../src/target/process/process-target.ts'
import type { Deploy, Instance, RunningTarget } from '../../../src/target/target.ts'
import { createWorld, type World } from '../recorder.ts'
import { RELEASES, writeReleases } from './release-apps.ts'

const open = new AbortController().signal

async function started(world: World, options: object = {}) {
  await writeReleases(world.root, ['1', '2'])
  const target = createProcessTarget({ ...RELEASES, ...options }, { root: world.root })
  expect(await target.check(world.host)).toEqual([])
  const running = await target.start(world.context)
  return { running, deploy: running.deploy! }
}

async function look(running: RunningTarget, name: string): Promise<Instance> {
  const found = (await running.deploy!.all()).find((each) => each.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}

/** The tests build on one another. */
describe('releases on processes', () => {
  let world: World
  let running: RunningTarget
  let deploy: Deploy
  beforeAll(async () => {
    world = await createWorld()
    ;({ running, deploy } = await started(world))
  }, 30_000)
  afterAll(async () => {
    await running.stop()
    expect(world.unjournaled).toEqual([])
    await world.close()
  }, 30_000)

  it('are found with a digest, and pass the gate', async () => {
    const next = await deploy.find('2')
    expect(next).toEqual({
      version: '2',
      where: join(world.root, 'releases', '2'),
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(await deploy.verify(next)).toEqual([])
    expect(deploy.versions).toEqual({ current: '1', next: '2' })
    await expect(deploy.find('3')).rejects.toMatchObject({ code: 'release-missing' })
  })

  it('replace one another in place, one instance at a time', async () => {
    const before = await look(running, 'web-1')
    await deploy.replace('web-1', await deploy.find('2'), open)
    const after = await look(running, 'web-1')
    expect(after).toMatchObject({
      url: before.url,
      ready: true,
      release: { version: '2', source: 'version endpoint' },
    })
    expect(after.identity).not.toEqual(before.identity)
    expect(after.identity?.process?.pid).toBeGreaterThan(0)
    expect((await look(running, 'web-2')).release?.version).toBe('1')
    const point = world.intents.find(({ what }) => what === 'point web-1 at release 2')
    expect(point?.undo.args.to).toBe(join(world.root, 'releases', '1'))
    expect(running.endAsked()).toEqual([])
  })

  it('reach users as far as the edge is told', async () => {
    expect(await deploy.reached('web-1')).toBe(true)
    const told = (one: number) => [
      { name: 'web-1', weight: one },
      { name: 'web-2', weight: 1 },
    ]
    await deploy.route!(told(0), open)
    expect(await deploy.reached('web-1')).toBe(false)
    expect(await deploy.reached('web-2')).toBe(true)
    await deploy.route!(told(1), open)
    expect(await deploy.reached('web-1')).toBe(true)
  })

  it('stay when an instance is stopped, with its exit code, and started', async () => {
    const stopping = running.lifecycle!.stop('web-1')
    expect(running.endAsked()).toEqual(['web-1'])
    expect(await stopping).toEqual({
      exitCode: 0,
      signal: null,
      tookMs: expect.any(Number),
      killed: false,
    })
    expect((await look(running, 'web-1')).identity).toBeNull()
    expect(await running.lifecycle!.stop('web-1')).toMatchObject({ exitCode: null, tookMs: 0 })
    await running.lifecycle!.start('web-1')
    expect(running.endAsked()).toEqual([])
    expect((await look(running, 'web-1')).release?.version).toBe('2')
    expect(running.lifecycle!.stopLimitMs).toBe(5000)
  })

  it('are served by a second set, which becomes the app', async () => {
    await deploy.add('web-1-green', await deploy.find('2'), open)
    expect(await look(running, 'web-1-green')).toMatchObject({ ready: true, release: { version: '2' } })
    expect((await running.instances()).map(({ name }) => name)).toEqual(['web-1', 'web-2'])
    expect(await deploy.reached('web-1-green')).toBe(false)
    await deploy.route!([{ name: 'web-1-green', weight: 1 }], open)
    deploy.serveWith(['web-1-green'])
    expect(await deploy.reached('web-1-green')).toBe(true)
    expect((await running.instances()).map(({ name }) => name)).toEqual(['web-1-green'])
    expect(await deploy.all()).toHaveLength(3)
    await expect(deploy.add('web-2', await deploy.find('2'), open)).rejects.toMatchObject({
      code: 'drill-invalid',
    })
    deploy.serveWith(['web-1', 'web-2'])
    await deploy.route!([{ name: 'web-2', weight: 1 }], open)
    await deploy.remove('web-1-green')
    expect(await deploy.all()).toHaveLength(2)
    expect(() => deploy.serveWith(['web-1-green'])).toThrow('no instance "web-1-green"')
  })

  it('are known to be bad, and ended, when they do not boot or do not get ready', async () => {
    const good = await deploy.find('1')
    const exits = await deploy.broken(good, { kind: 'exits' })
    expect(exits).toEqual({ ...good, version: '1+exits' })
    await expect(deploy.replace('web-2', exits, open)).rejects.toMatchObject({
      code: 'start-failed',
      message: expect.stringContaining('broken on purpose'),
    })
    expect((await look(running, 'web-2')).identity).toBeNull()
    expect(running.endAsked()).toEqual(['web-2'])
    const as = { set: {}, without: [], withinMs: 1000 }
    await expect(running.trial!.boot(exits, as, open)).rejects.toMatchObject({ code: 'capability-missing' })
    await expect(deploy.add('canary', exits, open)).rejects.toMatchObject({ code: 'start-failed' })
    expect((await deploy.all()).map(({ name }) => name)).toEqual(['web-1', 'web-2'])
  })

  it('are bad by their own word: ready, and failing what users ask', async () => {
    const good = await deploy.find('1')
    const failing = await deploy.broken(good, { kind: 'failing', share: 1 })
    expect(await deploy.verify(failing)).toEqual([])
    await deploy.replace('web-2', failing, open)
    const seen = await look(running, 'web-2')
    expect(seen).toMatchObject({
      ready: true,
      release: { version: '1+failing', source: 'version endpoint' },
    })
    const { net } = world.host
    expect(await net.request(`${seen.url}/products`, { timeoutMs: 1000 })).toMatchObject({ status: 500 })
    const { headers, status } = await net.request(`${seen.url}/ready`, { timeoutMs: 1000 })
    expect([status, headers['x-release']]).toEqual([200, '1+failing'])
    expect(await running.lifecycle!.stop('web-2')).toMatchObject({ exitCode: 0, killed: false })
    await deploy.replace('web-2', good, open)
    expect((await look(running, 'web-2')).release?.version).toBe('1')
    expect(await deploy.find('1+failing')).toEqual(failing)
  })

  it('that have changed since do not pass the gate any more', async () => {
    const next = await deploy.find('2')
    await appendFile(join(next.where, 'server.cjs'), '// hot fix')
    expect(await deploy.verify(next)).toMatchObject([{ code: 'digest-mismatch' }])
  })

  it('end nothing unexpectedly', () => {
    expect(running.unexpectedEnds()).toEqual([])
  })
})

describe('a release', () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld()
  })
  afterEach(() => world.close())

  it('that never gets ready leaves nothing behind', async () => {
    const { running, deploy } = await started(world, { readyTimeout: '4s' })
    const never = await deploy.broken(await deploy.find('1'), { kind: 'never-ready' })
    await expect(deploy.replace('web-1', never, open)).rejects.toMatchObject({
      code: 'never-ready',
      message: expect.stringContaining('503 {"ready":false,"failing":[{"check":"broken on purpose"}]}'),
    })
    const mark = world.intents.findLast(({ what }) => what === 'start web-1')?.undo.args.mark
    expect(await world.host.processes.marked(String(mark))).toEqual([])
    expect(await deploy.reached('web-1')).toBe(false)
    await running.stop()
  })

  it('is not started once the rollout is cancelled; the instance is down then', async () => {
    const { running, deploy } = await started(world)
    const never = await deploy.broken(await deploy.find('1'), { kind: 'never-ready' })
    const cancelling = new AbortController()
    setTimeout(() => cancelling.abort(new Error('triggered')), 500)
    await expect(deploy.replace('web-1', never, cancelling.signal)).rejects.toThrow('triggered')
    expect((await look(running, 'web-1')).identity).toBeNull()
    await expect(deploy.replace('web-2', never, cancelling.signal)).rejects.toThrow('triggered')
    expect(await look(running, 'web-2')).toMatchObject({ ready: true })
    await running.stop()
  })

  it('with an incomplete configuration is named before anything is switched', async () => {
    const { running, deploy } = await started(world, { env: { NAME: '' } })
    expect(await deploy.verify(await deploy.find('2'))).toEqual([
      {
        code: 'config-incomplete',
        reason: expect.stringMatching(/not complete for 2: (.|\n)*ended with 78(.|\n)*NAME is missing/),
        hint: expect.any(String),
      },
    ])
    await running.stop()
  })
})
