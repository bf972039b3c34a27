import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProcessTarget } from '../../../src/target/process/process-target.ts'
import { createWorld, type World } from '../recorder.ts'
import { EDGE_OPTIONS, writeApps } from './apps.ts'
import { SECRET } from './settings.ts'

describe('the process target, with real processes', () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld()
    await writeApps(world.root)
  })
  afterEach(() => world.close())

  const target = (options: object, secrets: string[] = []) =>
    createProcessTarget(
      { run: 'node server.js', instances: 1, ready: '/', ...options },
      { root: world.root, secrets },
    )

  it('says at once that a child died early, with its exit, its last lines, and no secret', async () => {
    const started = Date.now()
    const options = { env: { MODE: 'dies', SECRET, NAME: '{name}' }, readyTimeout: '15s' }
    const starting = target(options, [SECRET]).start(world.context)
    await expect(starting).rejects.toMatchObject({
      code: 'start-failed',
      message: expect.stringMatching(
        /web-1 ended before it was ready \(exit code 3\)(.|\n)*no database at ‹redacted›/,
      ),
    })
    expect(Date.now() - started).toBeLessThan(10_000)
    expect(JSON.stringify(world.intents)).not.toContain(SECRET)
    expect(world.intents[0]?.command).toMatchObject({ env: { SECRET: '‹redacted›', NAME: 'web-1' } })
  })

  it('says what was last seen of one that never gets ready, with its last lines', async () => {
    const options = { env: { MODE: 'unready', NAME: '{name}' }, readyTimeout: '600ms' }
    await expect(target(options).start(world.context)).rejects.toMatchObject({
      code: 'never-ready',
      message: expect.stringMatching(
        /web-1 was not ready within 600 ms: GET .* gave (503 {"failing":"database"}|ECONNREFUSED)/,
      ),
    })
  })

  it('refuses a fixed port that is in use, before anything starts', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const made = target({ ports: [port] })
    expect(await made.check(world.host)).toMatchObject([{ code: 'port-in-use' }])
    await expect(made.start(world.context)).rejects.toMatchObject({ code: 'port-in-use' })
    expect(world.intents).toEqual([])
    await new Promise((resolve) => server.close(resolve))
  })

  it('follows what a wrapper that ends has forked, and kills that too', async () => {
    const running = await target({ run: 'sh daemon.sh' }).start(world.context)
    const [instance] = await running.instances()
    expect(instance).toMatchObject({ ready: true })
    expect(running.unexpectedEnds()).toEqual([])
    const undo = running.lifecycle!.killUndo(instance!)
    await world.context.change({ what: 'kill web-1', undo }, () => running.lifecycle!.kill(instance!))
    expect((await running.instances())[0]?.identity).toBeNull()
    await running.stop()
  })

  it('kills one that ignores the stop signal, and says so', async () => {
    const options = { env: { MODE: 'deaf' }, stopTimeout: '300ms' }
    const running = await target(options).start(world.context)
    await running.stop()
    expect((await running.instances())[0]?.identity).toBeNull()
    expect(world.progress.join('\n')).toContain('web-1 did not end within 300 ms of SIGTERM: killed')
    expect(await readFile(join(world.root, 'logs', 'web-1.log'), 'utf8')).toContain('not now')
  })

  it('stops one that is paused', async () => {
    const running = await target({}).start(world.context)
    const [instance] = await running.instances()
    const undo = running.suspend!.pauseUndo(instance!)
    await world.context.change({ what: 'pause', undo }, () => running.suspend!.pause(instance!))
    await running.stop()
    expect((await running.instances())[0]?.identity).toBeNull()
  })

  it('notices an end that nobody asked for', async () => {
    const running = await target({}).start(world.context)
    const [instance] = await running.instances()
    await world.host.net.request(`${instance!.url}/exit`, { timeoutMs: 500 })
    for (let looks = 0; running.unexpectedEnds().length === 0 && looks < 100; looks++)
      await world.host.clock.sleep(50)
    expect(running.unexpectedEnds()).toMatchObject([{ name: 'web-1', how: 'exit code 7' }])
    await running.stop()
    expect(running.unexpectedEnds()).toHaveLength(1)
  })

  it('refuses to hit another one than the one that was looked at', async () => {
    const running = await target({}).start(world.context)
    const [before] = await running.instances()
    const undo = running.lifecycle!.killUndo(before!)
    await world.context.change({ what: 'kill web-1', undo }, () => running.lifecycle!.kill(before!))
    await running.lifecycle!.start('web-1')
    await expect(running.lifecycle!.kill(before!)).rejects.toThrow('was started anew')
    await running.stop()
  })

  it('gives the app no more of the environment than it should have', async () => {
    const running = await target({ env: { MINE: '1' } }).start(world.context)
    const { body } = await world.host.net.request(`${running.edge.origin}/env`, { timeoutMs: 500 })
    const env: Record<string, string> = JSON.parse(body)
    expect(env).toMatchObject({ MINE: '1', HOST: '127.0.0.1', PATH: process.env.PATH })
    expect(Object.keys(env)).not.toContain('VITEST')
    await running.stop()
  })

  it('starts service, preparation, release, instances and edge in this order, and stops them', async () => {
    await mkdir(join(world.root, 'releases', '1'), { recursive: true })
    await writeFile(join(world.root, 'releases', '1', 'app.js'), "require('../../server.js')")
    const running = await target({
      instances: 2,
      run: 'node {release}/app.js',
      edge: { ...EDGE_OPTIONS, accessLog: { file: '{logs}/access.ndjson' } },
      services: { db: { run: 'node server.js', url: 'http://127.0.0.1:{port}' } },
      prepare: [{ run: ['node', '-e', 'fetch(process.argv[1])', '{services.db.url}'] }],
      release: { path: 'releases/{version}', current: '1' },
    }).start(world.context)
    const begun = world.intents.map(({ what }) => what.split(' ').slice(0, 2).join(' '))
    expect(begun.slice(0, 4)).toEqual(['start db', 'prepare: node', 'point web-1', 'point web-2'])
    // Side by side: either may be the first.
    expect(begun.slice(4, 6).toSorted()).toEqual(['start web-1', 'start web-2'])
    expect(begun.slice(6)).toEqual(['start edge'])
    expect((await running.instances())[0]).toMatchObject({
      release: { version: '1', source: 'pointer' },
      identity: { bootId: expect.stringMatching(/^boot-\d+$/) },
    })
    expect(running.traffic?.source).toMatchObject({ file: join(world.root, 'logs', 'access.ndjson') })
    expect(running.variables).toMatchObject({ edge: running.edge.origin, 'web-1.url': expect.any(String) })
    await running.stop()
    const stops = world.intents.filter(({ what }) => what.startsWith('stop')).map(({ what }) => what)
    expect(stops.slice(0, 2).toSorted()).toEqual(['stop web-1', 'stop web-2'])
    expect(stops.slice(2)).toEqual(['stop edge', 'stop db'])
    expect(world.unjournaled).toEqual([])
  })

  it('ends with the first failure, whatever the other instances do, and leaves nothing un-undone', async () => {
    const options = {
      instances: 2,
      edge: EDGE_OPTIONS,
      run: ['node', '-e', 'process.env.N === "2" ? process.exit(9) : setInterval(() => {}, 1000)'],
      env: { N: '{n}' },
    }
    await expect(target(options).start(world.context)).rejects.toThrow(/web-2 ended .*exit code 9/)
  })

  it('stops starting when it is cancelled', async () => {
    const starting = target({ env: { MODE: 'unready' } }).start(world.context)
    setTimeout(() => world.cancel(), 300)
    await expect(starting).rejects.toThrow(/abort/)
  })
})

describe('the process target, not started', () => {
  const at = { root: '/app' }

  it('says what it can do, and what two runs would share', () => {
    const plain = createProcessTarget({ run: 'x' }, at)
    expect(plain).toMatchObject({
      kind: 'process',
      capabilities: ['lifecycle', 'suspend', 'crash', 'trial', 'logs'],
      lockIdentity: null,
    })
    const edge = { url: 'http://127.0.0.1:80/', accessLog: { file: '/var/log/access' } }
    const services = { db: { external: 'postgres://me:secret@db:5432/shop' } }
    const shared = createProcessTarget({ run: 'x', ports: [3001, 3002], edge, services }, at)
    expect(shared.capabilities).toContain('traffic')
    expect(shared.lockIdentity).toBe(
      'process 127.0.0.1:3001 127.0.0.1:3002 http://127.0.0.1/ postgres://db:5432/shop',
    )
  })

  it('refuses several instances without an edge', async () => {
    const world = await createWorld()
    const target = createProcessTarget({ run: 'node x', instances: 2 }, at)
    expect(await target.check(world.host)).toMatchObject([{ code: 'plan-refused' }])
    await expect(target.start(world.context)).rejects.toMatchObject({ code: 'plan-refused' })
    await world.close()
  })
})
