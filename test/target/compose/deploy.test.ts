import { describe, expect, it } from 'vitest'
import { deployOf } from '../../../src/target/compose/deploy.ts'
import { migrationsOf } from '../../../src/target/compose/migrations.ts'
import { createReleases, imageOf } from '../../../src/target/compose/release.ts'
import { createRunning } from '../../../src/target/compose/running.ts'
import type { Release } from '../../../src/target/target.ts'
import { open, rigWith } from './rig.ts'
import { RELEASE } from './settings.ts'

const NEXT: Release = { version: '2', digest: null, where: 'shop:2' }

async function deploying(wanted: Parameters<typeof rigWith>[0] = {}) {
  const rig = await rigWith({ ...wanted, written: { release: RELEASE, ...wanted.written } })
  const releases = createReleases(rig.around, rig.runtime)
  const look = async (name: string) => ({ ...(await rig.look(name)), release: null, ready: true })
  return { ...rig, releases, deploy: deployOf({ releases, around: rig.around, runtime: rig.runtime, look })! }
}

describe('a release under Compose', () => {
  it('is an image, whose id is its digest; a tag that moves is found', async () => {
    const { deploy, engine } = await deploying()
    const found = await deploy.find('1')
    expect(found).toMatchObject({ version: '1', where: 'shop:1', digest: expect.stringMatching(/^sha256:/) })
    expect(await deploy.verify(found)).toEqual([])
    engine.addImage('shop:1')
    const { runtime } = await rigWith()
    expect(await runtime.engine.image('shop:1')).not.toBeNull()
    await expect(deploy.find('2')).rejects.toMatchObject({ code: 'release-missing' })
    expect(imageOf({ options: { release: RELEASE }, run: 'R' } as never, '3')).toBe('shop:3')
  })

  it('is built where it is not there, with its tag in the variable', async () => {
    const { deploy, intents, engine } = await deploying({
      written: { release: { ...RELEASE, build: 'docker compose build web-1' } },
    })
    await expect(deploy.find('2')).rejects.toMatchObject({ code: 'release-missing' })
    expect(intents).toMatchObject([{ what: 'build release 2', command: { env: { TAG: '2' } } }])
    engine.addImage('shop:2')
    expect(await deploy.find('2')).toMatchObject({ where: 'shop:2' })
    expect(await deploy.verify({ version: '3', digest: null, where: 'shop:3' })).toMatchObject([
      { code: 'digest-mismatch' },
    ])
  })

  it('is not seen to reach an instance by a name that another one has too', async () => {
    const { deploy, host } = await deploying()
    const named = (name: string) => () => ({ status: 200, headers: { 'x-instance': name } })
    for (const port of [3001, 3002, 8080]) host.net.listen(port, named('box-7'))
    expect(await deploy.reached('web-1')).toBeNull()
    host.net.listen(3002, named('box-8'))
    expect(await deploy.reached('web-1')).toBe(true)
  })

  it('replaces one named service: it stops, the tag is re-pointed, it is brought up and waited for', async () => {
    const { deploy, intents, runtime, engine, ids } = await deploying()
    engine.addImage('shop:2')
    // What `docker compose up` would do.
    const change = runtime.context.change
    runtime.context.change = async (intent, act) => {
      const result = await change(intent, act)
      if (intent.what.startsWith('bring up')) await runtime.engine.start(ids['web-1'] ?? '')
      return result
    }
    await deploy.replace('web-1', NEXT, open)
    expect(intents.map(({ what }) => what)).toEqual(['stop web-1', 'bring up web-1 with 2'])
    expect(intents[1]?.command).toMatchObject({
      argv: ['docker', 'compose', 'up', '--detach', '--no-deps', 'web-1'],
      env: { TAG: '2' },
    })
    expect([...runtime.fleet.asked]).toEqual([])
    expect(runtime.fleet.runs.get('web-1')).toBe(NEXT)
  })

  it('that does not come up leaves the instance down, and asked to be', async () => {
    const { deploy, runtime } = await deploying({
      host: { programs: { docker: { exit: { afterMs: 10, code: 1 } } } },
    })
    await expect(deploy.replace('web-1', NEXT, open)).rejects.toMatchObject({ code: 'start-failed' })
    expect([...runtime.fleet.asked]).toEqual(['web-1'])
    await expect(deploy.replace('web-9', NEXT, open)).rejects.toThrow('no instance "web-9"')
    expect(() => deploy.serveWith(['web-9'])).toThrow('no instance "web-9"')
  })
})

it('moves the schema by commands in which the tag stands for the release', async () => {
  const migrations = {
    status: 'docker compose run migrate status',
    up: ['docker', 'compose', 'run', 'migrate', 'up', '{version}'],
  }
  const { around, runtime, intents } = await rigWith({
    written: { release: RELEASE, migrations },
    host: {
      programs: {
        docker: {
          exit: { afterMs: 5, code: 0 },
          stdout: '{"pending":["0002"],"applied":[],"moved":["0002"]}',
        },
      },
    },
  })
  const moved = migrationsOf(around, runtime)!
  expect(await moved.status(NEXT)).toMatchObject({ pending: [{ name: '0002' }] })
  expect(await moved.move(NEXT, 'up', open)).toEqual({ moved: ['0002'] })
  expect(intents.at(-1)?.command).toMatchObject({
    argv: ['docker', 'compose', 'run', 'migrate', 'up', '2'],
    env: { TAG: '2' },
  })
  await expect(moved.move(NEXT, 'down', open)).rejects.toMatchObject({ code: 'capability-missing' })
  expect(migrationsOf((await rigWith()).around, runtime)).toBeNull()
})

it('offers while it runs what the options name, and stops from the front to the back', async () => {
  const { around, runtime, intents } = await rigWith({
    written: { edge: { service: 'edge', port: 8080, accessLog: {} } },
  })
  const nothing = { follow: () => undefined, tell: () => undefined, stop: async () => undefined }
  const events = { ended: Promise.resolve(null), stop: async () => undefined }
  const running = createRunning(around, runtime, createReleases(around, runtime), { logs: nothing, events })
  expect(running.deploy).toBeUndefined()
  expect(running.traffic?.source).toMatchObject({
    file: '/tmp/logs/access.ndjson',
    format: { fields: { time: 'time' } },
  })
  expect(running.logs?.file('web-1')).toBe('/tmp/logs/web-1.log')
  expect(running.logs?.file('nobody')).toBeNull()
  expect(await running.cpuMs()).toBeGreaterThanOrEqual(0)
  await running.stop()
  expect(intents.map(({ what }) => what)).toEqual(['stop web-1', 'stop web-2', 'stop edge', 'stop db'])
  expect((await running.instances()).map(({ identity }) => identity)).toEqual([null, null])
})
