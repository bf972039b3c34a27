import { expect, it } from 'vitest'
import type { Suite } from '../engine.ts'
import { eventually } from '../eventually.ts'

const SOON_MS = 10_000
const UNKNOWN = 'fdtest-a-no-such-thing'

export function containerTests({ rig, engine, running }: Suite): void {
  const { host } = rig

  it('says what it is, and how far its clock is from ours', async () => {
    const about = await engine.about()
    expect(about.version).not.toBe('')
    expect(about.apiVersion).toMatch(/^\d+\.\d+$/)
    expect(about.dataRoot).toMatch(/^\//)
    expect(about.cpus).toBeGreaterThan(0)
    expect(about.memoryBytes).toBeGreaterThan(1e8)
    // This machine's engine has this machine's clock.
    expect(Math.abs(about.clock.offsetMs)).toBeLessThanOrEqual(about.clock.errorMs + 1)
    expect(about.clock.errorMs).toBeLessThan(SOON_MS)
  })

  it('finds containers by all of the labels, whatever their state', async () => {
    const one = await running({ program: 'waits', labels: { part: 'web', number: '1' } })
    const two = await rig.make({ program: 'waits', labels: { part: 'web', number: '2' } })
    const ids = async (more: Record<string, string>) =>
      (await engine.containers({ ...rig.labels, ...more })).map(({ id }) => id).sort()
    expect(await ids({})).toEqual([one, two].sort())
    expect(await ids({ part: 'web' })).toEqual([one, two].sort())
    expect(await ids({ part: 'web', number: '2' })).toEqual([two])
    expect(await ids({ part: 'web', number: '3' })).toEqual([])
    expect(await ids({ number: '' })).toEqual([])
  })

  it('is never asked for all that the machine has', async () => {
    const refusal = { code: 'internal', message: expect.stringContaining('without a label') }
    await expect(engine.containers({})).rejects.toMatchObject(refusal)
    await expect(engine.networks({})).rejects.toMatchObject(refusal)
    await expect(engine.volumes({})).rejects.toMatchObject(refusal)
    await expect(engine.images({})).rejects.toMatchObject(refusal)
    await expect(engine.follow({}, () => undefined)).rejects.toMatchObject(refusal)
  })

  it('shows a container before, while and after it runs', async () => {
    const id = await rig.make({ program: 'waits', labels: { part: 'web' } })
    const made = await engine.container(id)
    expect(made).toMatchObject({
      id,
      state: 'created',
      labels: { ...rig.labels, part: 'web' },
      image: { name: rig.image, id: (await engine.image(rig.image))?.id },
      pid: null,
      startedMs: null,
      finishedMs: null,
      exitCode: null,
      oomKilled: false,
      restarts: 0,
      health: null,
      healthCheck: null,
      limits: { cpus: 0, memoryBytes: 0 },
      tmpfs: {},
      published: {},
    })
    expect(id).toMatch(/^[0-9a-f]{64}$/)
    const beforeMs = host.clock.wallMs()
    await engine.start(id)
    const runs = await engine.container(id)
    expect(runs).toMatchObject({ state: 'running', finishedMs: null, exitCode: null })
    expect(runs?.pid).toBeGreaterThan(1)
    expect(runs?.startedMs).toBeGreaterThanOrEqual(beforeMs)
    expect(runs?.startedMs).toBeLessThanOrEqual(host.clock.wallMs())
    await engine.stop(id, SOON_MS)
    const ended = await engine.container(id)
    expect(ended).toMatchObject({ state: 'exited', pid: null, exitCode: 7, startedMs: runs?.startedMs })
    expect(ended?.finishedMs).toBeGreaterThan(runs?.startedMs ?? 0)
    expect(await engine.container(made?.name ?? '')).toEqual(ended)
    expect(await engine.container(UNKNOWN)).toBeNull()
  })

  it('shows networks with their aliases, published ports and limits', async () => {
    const network = await rig.makeNetwork()
    const port = await host.net.freePort()
    const id = await rig.make({
      program: 'waits',
      networks: { [network.name]: ['web', 'www'] },
      publishedAt: port,
      limits: { cpus: 0.5, memoryBytes: 64e6 },
    })
    const made = await engine.container(id)
    const aliases = ['web', 'www']
    const joined = { address: '', aliases, links: [], fixedAddress: null }
    expect(made?.networks).toEqual({ [network.name]: joined })
    expect(made?.published).toEqual({})
    await engine.start(id)
    const runs = await engine.container(id)
    expect(runs?.networks[network.name]?.aliases).toEqual(aliases)
    expect(runs?.networks[network.name]?.address).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
    expect(runs?.published).toEqual({ '8080/tcp': [{ host: '127.0.0.1', port }] })
    expect(runs?.limits).toEqual({ cpus: 0.5, memoryBytes: 64e6 })
  })

  it('shows what a health check says', async () => {
    const id = await running({ program: 'waits', checked: true })
    const health = async () => (await engine.container(id))?.health
    await rig.setHealthy(id, false)
    expect(await eventually(health, (is) => is === 'unhealthy', SOON_MS)).toBe('unhealthy')
    await rig.setHealthy(id, true)
    expect(await eventually(health, (is) => is === 'healthy', SOON_MS)).toBe('healthy')
  })

  it('counts the CPU time of one that runs', async () => {
    const id = await running({ program: 'spins' })
    const cpuMs = async (): Promise<number> => {
      await host.clock.sleep(20)
      return await engine.cpuMs(id)
    }
    const first = await eventually(cpuMs, (ms) => ms > 0, SOON_MS)
    const later = await eventually(cpuMs, (ms) => ms > first + 50, SOON_MS)
    expect(later).toBeGreaterThan(first + 50)
    await engine.signal(id, 'SIGKILL')
    await eventually(
      () => engine.container(id),
      (seen) => seen?.state === 'exited',
      SOON_MS,
    )
    expect(await engine.cpuMs(id)).toBe(0)
  })
}
