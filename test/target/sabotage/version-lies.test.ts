import { describe, expect, it } from 'vitest'
import { createFakeTarget } from '../../../src/target/fake.ts'
import { LYING, sabotageVersions } from '../../../src/target/sabotage/version-lies.ts'
import type { RunningTarget } from '../../../src/target/target.ts'
import { createWorld } from '../recorder.ts'

const signal = new AbortController().signal
const said = async (running: RunningTarget) =>
  (await running.instances()).map(({ release }) => release?.version)

async function start() {
  const world = await createWorld()
  const fake = createFakeTarget()
  const running = await sabotageVersions(fake).start(world.context)
  const close = async () => {
    await running.stop()
    await world.close()
  }
  return { world, fake, running, deploy: running.deploy!, close }
}

describe('a target whose version endpoint lies', () => {
  it('tells the truth until something is shipped', async () => {
    const { running, deploy, close } = await start()
    expect(await said(running)).toEqual([deploy.versions.current, deploy.versions.current])
    await close()
  })

  it('says that the release has arrived, and serves the one before', async () => {
    const { fake, running, deploy, close } = await start()
    const next = await deploy.find(deploy.versions.next!)
    await deploy.replace('web-1', next, signal)
    expect(await said(running)).toEqual([next.version, deploy.versions.current])
    expect((await deploy.all())[0]?.release).toMatchObject({ version: next.version, digest: next.digest })
    const { url } = (await running.instances())[0]!
    const answer = await fake.net.request(`${url}/`, { timeoutMs: 1000 })
    expect(answer.headers['x-release']).toBe(deploy.versions.current)
    await close()
  })

  it('says so of all of them once the own command of a team was told to ship', async () => {
    const { running, deploy, close } = await start()
    const [current, next] = [
      await deploy.find(deploy.versions.current),
      await deploy.find(deploy.versions.next!),
    ]
    await deploy.run('deploy', next, current, signal)
    expect(await said(running)).toEqual([next.version, next.version])
    await close()
  })

  it('says what it is, and leaves a target alone that ships nothing', async () => {
    const target = createFakeTarget(2, { without: ['deploy'] })
    expect(sabotageVersions(target).kind).toBe(`fake (${LYING})`)
    const world = await createWorld()
    const running = await sabotageVersions(target).start(world.context)
    expect(running.deploy).toBeUndefined()
    await running.stop()
    await world.close()
  })
})
