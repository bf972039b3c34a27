import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { crashOf } from '../../../src/target/process/crash.ts'
import { createFleet } from '../../../src/target/process/fleet.ts'
import { createProcessTarget } from '../../../src/target/process/process-target.ts'
import { startParts } from '../../../src/target/process/start.ts'
import type { Instance, RunningTarget } from '../../../src/target/target.ts'
import { createWorld, type World } from '../recorder.ts'
import { RELEASES, writeReleases } from './release-apps.ts'
import { runtimeOn, surroundings } from './settings.ts'

describe('a process that crashes, with a supervisor of its own', () => {
  let world: World
  let running: RunningTarget
  beforeAll(async () => {
    world = await createWorld()
    await writeReleases(world.root, ['1', '2'])
    const run = 'node supervisor.cjs {release}/server.cjs'
    running = await createProcessTarget({ ...RELEASES, run, crash: '/crash' }, { root: world.root }).start(
      world.context,
    )
  }, 30_000)
  afterAll(async () => {
    await running.stop()
    await world.close()
  }, 30_000)

  const restarted = async (before: Instance): Promise<Instance> => {
    for (let looks = 0; looks < 200; looks++) {
      const [now] = await running.instances()
      if (now?.ready && now.identity?.bootId !== before.identity?.bootId) return now
      await world.host.clock.sleep(50)
    }
    throw new Error('it did not come back')
  }

  it.each(['abort', 'request'] as const)('dies by %s, and is another one soon after', async (way) => {
    const before = (await running.instances())[0]!
    const undo = { kind: 'covered', args: { by: 'start web-1' } }
    const { command } = await world.context.change({ what: 'crash web-1', undo }, () =>
      running.crash!.crash(before, way, 'r-crash'),
    )
    const pid = before.identity!.process!.pid
    expect(command.argv).toEqual(
      way === 'abort'
        ? ['kill', '-ABRT', String(pid)]
        : ['curl', '-X', 'POST', '-H', 'x-request-id: r-crash', `${before.url}/crash`],
    )
    const after = await restarted(before)
    expect(after.identity?.mark).toBe(before.identity?.mark)
    expect(after.identity?.process?.pid).not.toBe(pid)
    expect(running.endAsked()).toEqual([])
    expect(running.unexpectedEnds()).toEqual([])
  })
})

describe('a crash', () => {
  async function started(crash?: string) {
    const host = fakeHost({ programs: { server: {}, edge: {} } })
    const asked: { method: string; path: string; headers: Record<string, string> }[] = []
    for (const port of [3001, 3002])
      host.net.listen(port, (request) => {
        asked.push(request)
        return request.method === 'POST' ? 'reset' : { status: 200 }
      })
    host.net.listen(8080, () => ({ status: 200 }))
    const runtime = runtimeOn(host)
    const around = surroundings({ run: 'server', edge: { run: 'edge' }, ...(crash ? { crash } : {}) })
    const parts = await startParts(around, runtime)
    const [managed] = parts.instances
    const victim = {
      name: 'web-1',
      url: 'http://127.0.0.1:3001',
      identity: { process: managed!.spawned(), bootId: null, mark: managed!.mark() },
    }
    return {
      host,
      asked,
      runtime,
      victim,
      crash: crashOf(createFleet(parts, around, runtime), around, runtime),
    }
  }

  it('by a request is offered only where the app has one', async () => {
    const { crash, victim } = await started()
    expect(crash.ways).toEqual(['abort'])
    await expect(crash.crash(victim, 'request', 'x')).rejects.toMatchObject({ code: 'capability-missing' })
    const having = await started('/_crash')
    expect(having.crash.ways).toEqual(['abort', 'request'])
    await having.crash.crash(having.victim, 'request', 'r-crash')
    expect(having.asked.at(-1)).toEqual({
      method: 'POST',
      path: '/_crash',
      headers: { 'x-request-id': 'r-crash' },
      body: '',
    })
  })

  it('by a signal hits the serving process alone, and needs to know which that is', async () => {
    const { crash, victim, host } = await started()
    const unknown = { ...victim, identity: { ...victim.identity, process: null } }
    await expect(crash.crash(unknown, 'abort', 'x')).rejects.toMatchObject({
      code: 'capability-missing',
      message: expect.stringContaining('Which process of web-1 serves is not known'),
      hint: expect.stringContaining('version.keys.pid'),
    })
    expect(host.processes.list()).toHaveLength(3)
    await crash.crash(victim, 'abort', 'x')
    expect(host.processes.list()).toHaveLength(2)
  })

  it('that nothing supervises is no unexpected end, but one long after is', async () => {
    const { crash, victim, runtime, host } = await started()
    await crash.crash(victim, 'abort', 'x')
    await host.clock.sleep(1000)
    expect(runtime.ends).toEqual([])
    const later = await started('/_crash')
    await later.crash.crash(later.victim, 'request', 'x')
    await later.host.clock.sleep(11_000)
    await later.host.processes.signal(later.victim.identity.process!, 'SIGKILL')
    await later.host.clock.sleep(1000)
    expect(later.runtime.ends).toMatchObject([{ name: 'web-1' }])
  })
})
