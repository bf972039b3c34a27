import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { nodeHost } from '../../../src/host/node.ts'
import { type HttpServer, serveHttp } from '../../../src/host/serve.ts'
import { createFakeTarget } from '../../../src/target/fake.ts'
import { sabotageWire, WIRE_WORDS } from '../../../src/target/sabotage/on-the-wire.ts'
import { countsIn, type WireKind } from '../../../src/target/sabotage/wire/settings.ts'
import { WIRE_LOG } from '../../../src/target/sabotage/wire/start.ts'
import type { RunningTarget, Target } from '../../../src/target/target.ts'
import { createWorld, type World } from '../recorder.ts'

const WITHIN = { timeout: 10_000 }
const { net, processes } = nodeHost()
const servers: HttpServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function startServer(name: string): Promise<URL> {
  const port = await net.freePort()
  const handlers = {
    request: (_request: unknown, response: { end(text: string): unknown }) => void response.end(name),
    upgrade: () => undefined,
  }
  servers.push(await serveHttp(port, handlers))
  return new URL(`http://127.0.0.1:${port}/shop/`)
}

/** The fake, with an edge and one instance that are really there; the other instance is gone. */
async function targetWith(differing: Partial<RunningTarget> = {}): Promise<Target> {
  const [edge, one] = [await startServer('edge'), await startServer('one')]
  const gone = `http://127.0.0.1:${await net.freePort()}`
  const fake = createFakeTarget()
  const start: Target['start'] = async (context) => {
    const running = await fake.start(context)
    const instances = async () =>
      (await running.instances()).map((each, index) => ({ ...each, url: index === 0 ? one.origin : gone }))
    return { ...running, edge, instances, ...differing }
  }
  return { ...fake, start }
}

async function start(kind: WireKind, target?: Target): Promise<{ world: World; running: RunningTarget }> {
  const world = await createWorld()
  const running = await sabotageWire(target ?? (await targetWith()), kind).start(world.context)
  return { world, running }
}

const ask = (running: RunningTarget) => net.request(running.edge.href, { timeoutMs: 3000 })

describe('a target with a proxy before its edge', () => {
  it('is where its users come in, is a process of its own, and leaves nothing', async () => {
    const { world, running } = await start('passes')
    expect([running.edge.hostname, running.edge.pathname]).toEqual(['127.0.0.1', '/shop/'])
    expect(await ask(running)).toMatchObject({ status: 200, body: 'edge' })
    expect(world.intents.map(({ what }) => what)).toContain('start the proxy of the sabotage')
    const alive = await processes.marked(`${world.context.run}/`)
    expect(alive.length).toBeGreaterThan(0)
    expect(alive.map(({ pid }) => pid)).not.toContain(process.pid)
    expect(await running.cpuMs()).toBeGreaterThan(0)
    await running.stop()
    expect(await processes.marked(`${world.context.run}/`)).toEqual([])
    expect([running.unexpectedEnds(), world.unjournaled]).toEqual([[], []])
    await world.close()
  })

  it('spoils nothing before the first step, and says at the end how much it spoiled', async () => {
    const told: string[] = []
    const target = await targetWith({ stepsBegin: async () => void told.push('begin') })
    const { world, running } = await start('delays', target)
    await ask(running)
    await running.stepsBegin?.()
    expect(told).toEqual(['begin'])
    const all = await Promise.all(Array.from({ length: 50 }, () => took(running)))
    expect(Math.max(...all)).toBeGreaterThan(390)
    await running.stop()
    const counts = countsIn(await readFile(join(world.context.logsDir, WIRE_LOG), 'utf8'))
    expect(counts?.seen).toBe(50)
    // A tenth of them, all but exactly.
    expect(Math.abs(counts!.spoiled - 5)).toBeLessThanOrEqual(1)
    await world.close()
  })

  it('tells when its process ended by itself', async () => {
    const { world, running } = await start('passes')
    for (const each of await processes.marked(`${world.context.run}/`))
      await processes.signal(each, 'SIGKILL')
    await expect.poll(() => running.unexpectedEnds(), WITHIN).toMatchObject([{ how: 'signal SIGKILL' }])
    await running.stop()
    await world.close()
  })

  it('says what it is', async () => {
    expect(sabotageWire(createFakeTarget(), 'loses').kind).toBe(`fake (${WIRE_WORDS.loses})`)
  })
})

describe('a target whose edge retries nothing', () => {
  it('sends users to the instances themselves, the one that is gone included', async () => {
    const { world, running } = await start('no-retries')
    await running.stepsBegin?.()
    const answers = [await ask(running), await ask(running)]
    expect(answers.map(({ status, body }) => body || status).sort()).toEqual([502, 'one'])
    await running.stop()
    await world.close()
  })

  it('has no edge that could be told or that keeps a log', async () => {
    const fake = await targetWith({ traffic: {} as never })
    const target = sabotageWire(
      { ...fake, canRoute: true, capabilities: ['deploy', 'traffic'] },
      'no-retries',
    )
    expect([target.canRoute, target.capabilities]).toEqual([false, ['deploy']])
    const { world, running } = await start('no-retries', fake)
    expect([running.traffic, running.deploy?.route]).toEqual([undefined, undefined])
    expect(running.deploy?.find).toBeDefined()
    await running.stop()
    await world.close()
  })

  it('cannot be had where an instance has no address', async () => {
    const fake = createFakeTarget()
    const start: Target['start'] = async (context) => {
      const running = await fake.start(context)
      const instances = async () => (await running.instances()).map((each) => ({ ...each, url: null }))
      return { ...running, instances }
    }
    const world = await createWorld()
    const starting = sabotageWire({ ...fake, start }, 'no-retries').start(world.context)
    await expect(starting).rejects.toMatchObject({ code: 'capability-missing' })
    await world.close()
  })
})

async function took(running: RunningTarget): Promise<number> {
  const { startedMs, endedMs } = await ask(running)
  return endedMs - startedMs
}
