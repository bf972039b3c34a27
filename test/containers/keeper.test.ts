/** A keeper on a real engine: what it takes back of each kind of undo that it can, and nothing else. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findEndpoint } from '../../src/host/engine/endpoint.ts'
import type { Engine } from '../../src/host/engine/engine.ts'
import { joiningsOf } from '../../src/host/engine/rejoin.ts'
import { deedsOf, readSaid } from '../../src/host/keeper/said.ts'
import { type Keeper, startKeeper } from '../../src/host/keeper/start.ts'
import { tellKeeper } from '../../src/host/keeper/tell.ts'
import { nodeHost } from '../../src/host/node.ts'
import { keeperTasks } from '../../src/undo/keeper-tasks.ts'
import { removeKeeper } from '../../src/undo/remove-keeper.ts'
import type { UndoSpec } from '../../src/undo/undo.ts'
import { output } from './commands.ts'
import { lacks, tellSkipped } from './lacks.ts'

const NODE = process.env.NODE_IMAGE ?? 'node:24-bookworm-slim'
const LONG_MS = 600_000

describe.skipIf(tellSkipped(await lacks()))('a keeper on the engine of this machine', () => {
  const host = nodeHost()
  const run = `fdtest-${randomBytes(4).toString('hex')}`
  const ofProject = ['--label', `com.docker.compose.project=${run}`]
  const ofRun = ['--label', `dev.firedrill.run=${run}`]
  const ids: Record<string, string> = {}
  let engine: Engine
  let keeper: Keeper
  const docker = (...args: string[]) => output(['docker', ...args])
  const sleeps = async (name: string, ...more: string[]) => {
    ids[name] = await docker('run', '--detach', '--name', `${run}-${name}`, ...more, NODE, 'sleep', '1000')
  }
  const undoOf = (kind: string, name: string, more: object = {}): UndoSpec => {
    const { url } = engine.endpoint
    return { kind, args: { endpoint: { url, tls: null }, id: ids[name] ?? '', ...more } }
  }
  const seen = async (name: string) => engine.container(ids[name] ?? '')

  beforeAll(async () => {
    engine = host.engines.open(await findEndpoint(host))
    await docker('network', 'create', ...ofProject, `${run}-net`)
    for (const name of ['frozen', 'killed', 'bystander'])
      await sleeps(name, ...ofProject, '--network', 'none')
    await sleeps('cut', ...ofProject, '--network', `${run}-net`, '--network-alias', 'web')
    await sleeps('squeezed', ...ofProject, '--network', 'none', '--cpus', '0.5', '--memory', '128m')
    await sleeps('free', ...ofProject, '--network', 'none')
    // A project of the run's own.
    await docker('network', 'create', ...ofRun, `${run}-own`)
    await docker('volume', 'create', ...ofRun, `${run}-data`)
    await sleeps('own', ...ofRun, '--network', `${run}-own`, '--volume', `${run}-data:/data`)
    const wish = { run, record: '/nowhere', lengthMs: LONG_MS, image: NODE, others: [], socket: null }
    keeper = await startKeeper(engine, host.clock, wish)
  }, 120_000)

  afterAll(async () => {
    const endpoint = { url: engine.endpoint.url, tls: null }
    await removeKeeper({ endpoint, run }, { host, signal: new AbortController().signal, hurry: true })
    for (const id of Object.values(ids)) await engine.remove(id)
    await docker('network', 'rm', `${run}-net`)
  }, 60_000)

  it('holds what it is told, by any process that can reach the engine', async () => {
    const networks = joiningsOf((await seen('cut'))!)
    const undos = [
      undoOf('remove-project', '', { project: `${run}-none`, run }),
      undoOf('unpause-container', 'frozen'),
      undoOf('start-container', 'killed', { labels: {} }),
      undoOf('reconnect-container', 'cut', { networks }),
      undoOf('limit-container', 'squeezed', { limits: { ...(await seen('squeezed'))?.limits } }),
      undoOf('limit-container', 'free', { limits: { ...(await seen('free'))?.limits } }),
    ]
    for (const [index, undo] of undos.entries())
      await tellKeeper(engine, keeper, String(index), await keeperTasks(undo, engine))
    const { said } = await readSaid(engine, keeper.id)
    expect(said.map((each) => each.said)).toEqual(['ready', ...undos.map(() => 'holds')])
  })

  it('takes all of it back when it is told to stop, and touches nothing else', async () => {
    const id = (name: string) => ids[name] ?? ''
    for (const name of ['frozen', 'bystander', 'own']) await engine.pause(id(name))
    await engine.signal(id('killed'), 'SIGKILL')
    await engine.disconnect(id('cut'), `${run}-net`)
    for (const name of ['squeezed', 'free']) await engine.limit(id(name), { cpus: 0.1, memoryBytes: 64e6 })

    await docker('stop', keeper.name)

    expect(await seen('frozen')).toMatchObject({ state: 'running' })
    expect(await seen('killed')).toMatchObject({ state: 'running' })
    expect((await seen('cut'))?.networks).toMatchObject({ [`${run}-net`]: { aliases: ['web'] } })
    expect((await seen('squeezed'))?.limits).toEqual({ cpus: 0.5, memoryBytes: 128 * 2 ** 20 })
    expect((await seen('free'))?.limits).toEqual({ cpus: 0, memoryBytes: 0 })
    expect(await seen('bystander')).toMatchObject({ state: 'paused' })
    expect(await seen('own')).toBeNull()
    const label = { 'dev.firedrill.run': run }
    expect([await engine.networks(label), await engine.volumes(label)]).toEqual([[], []])
    // It has said so, under the name that nobody renews.
    expect((await engine.container(keeper.id))?.name).toBe(`${keeper.name}-fired`)
    expect(deedsOf((await readSaid(engine, keeper.id)).said).join('\n')).toContain('it was told to stop')
  })
})
