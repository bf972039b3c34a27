import { expect, it } from 'vitest'
import { joinProject } from '../../../../src/target/compose/existing/join.ts'
import type { ChangeIntent, LeaseWish, Observation, TargetContext } from '../../../../src/target/target.ts'
import { runUndo } from '../../../../src/undo/map.ts'
import { optionsWith, type Staging, staging } from './rig.ts'

const options = optionsWith({ readyTimeout: '2s' })

async function joined(there: Staging, more: Partial<TargetContext> = {}) {
  const { host } = there
  for (const port of [32_001, 8081])
    host.net.listen(port, () => ({ status: 200, headers: { 'x-boot-id': `boot ${port}`, 'x-release': '1' } }))
  const intents: ChangeIntent[] = []
  const said: string[] = []
  const observed: Observation[] = []
  const context: TargetContext = {
    host,
    run: 'r',
    root: '/app',
    logsDir: '/tmp/logs',
    stateDir: '/tmp/state',
    signal: new AbortController().signal,
    change: (intent, act) => {
      intents.push(intent)
      return act()
    },
    covered: (_undo, act) => act(),
    nextMark: () => 'r/1',
    progress: (text) => said.push(text),
    observed: (what) => observed.push(what),
    ...more,
  }
  return { running: await joinProject(options, '/app', [], context), intents, said, observed, context }
}

it('starts nothing, says what it read, and leaves all as it was', async () => {
  const there = await staging()
  const before = await there.engine.containers({ 'com.docker.compose.project': 'shop' })
  const { running, intents, said, observed } = await joined(there)
  expect(running.edge.href).toBe('http://10.0.0.5:8081/')
  expect(said).toHaveLength(4)
  const [one, two] = await running.instances()
  expect(one).toMatchObject({
    url: 'http://10.0.0.5:32001',
    ready: true,
    release: { version: '1', source: 'header' },
  })
  expect(two).toMatchObject({ url: null, ready: true, release: { version: '1', source: 'image' } })
  expect(running.trial).toBeUndefined()
  expect(running.storage).toBeUndefined()
  await running.stop()
  expect(intents).toEqual([])
  expect(await there.engine.containers({ 'com.docker.compose.project': 'shop' })).toEqual(before)
  expect(observed.filter(({ type }) => type === 'engine-clock')).toHaveLength(2)
})

it('gives each fault an undo that any process can carry out, and touches no other project', async () => {
  const there = await staging()
  const { running, context } = await joined(there)
  const { lifecycle, suspend } = running
  const other = await there.engine.container(there.ids.other ?? '')
  const [one, two] = await running.instances()
  const killed = lifecycle!.killUndo(one!)
  const { command } = await lifecycle!.kill(one!)
  expect(command).toMatchObject({
    argv: ['docker', 'kill', 'shop-web-1-1'],
    env: { DOCKER_HOST: 'tcp://10.0.0.5:2375' },
  })
  const paused = suspend!.pauseUndo(two!)
  await suspend!.pause(two!)
  expect(await running.instances()).toMatchObject([{ identity: null }, { ready: false }])
  const undoing = { host: context.host, signal: context.signal, hurry: true }
  expect(await runUndo(killed, undoing)).toMatchObject({ outcome: 'undone' })
  expect(await runUndo(paused, undoing)).toMatchObject({ outcome: 'undone' })
  expect(await running.instances()).toMatchObject([{ ready: true }, { ready: true }])
  expect(await there.engine.container(there.ids.other ?? '')).toEqual(other)
  await running.stop()
})

it('loses a service that publishes nothing by the word of the engine, and says so', async () => {
  const there = await staging()
  const { running, context } = await joined(there)
  const services = running.services!
  const undo = services.lossUndo(await services.seen('db'), 'stopped')
  await services.lose('db', 'stopped')
  expect(await services.isLost('db', 'stopped')).toEqual({
    seen: true,
    what: ['the container of db is exited', 'it publishes no port: what it answers was not seen'],
  })
  await runUndo(undo, { host: context.host, signal: context.signal, hurry: true })
  expect((await services.isLost('db', 'stopped')).seen).toBe(false)
  await running.stop()
})

it('stops and starts again what it was asked to, undone by its own container', async () => {
  const there = await staging()
  const { running, intents } = await joined(there)
  await running.lifecycle!.stop('web-1')
  await running.lifecycle!.start('web-1')
  expect(intents.map(({ undo }) => undo.kind)).toEqual(['start-container', 'nothing'])
  await running.stop()
})

it('tells each undo since when the container ran, and how long it may take to end', async () => {
  const there = await staging()
  const { running, intents } = await joined(there)
  const container = async (service: string) => there.engine.container(there.ids[service] ?? '')
  const started = { web: (await container('web-1'))?.startedMs, db: (await container('db'))?.startedMs }
  const [one] = await running.instances()
  const { lifecycle, services, crash } = running
  const lost = services!.lossUndo(await services!.seen('db'), 'stopped')
  expect(lost.args).toMatchObject({ startedMs: started.db, endsWithinMs: 45_000 })
  for (const { args } of [lifecycle!.killUndo(one!), crash!.crashUndo!(one!)])
    expect(args).toMatchObject({ startedMs: started.web, endsWithinMs: 0 })
  await lifecycle!.stop('web-1')
  expect(intents.at(-1)?.undo.args).toMatchObject({ startedMs: started.web, endsWithinMs: 45_000 })
  await running.stop()
})

it('is refused where something is down, and where one does not get healthy', async () => {
  const down = await staging()
  await down.engine.signal(down.ids.edge ?? '', 'SIGKILL')
  await expect(joined(down)).rejects.toMatchObject({ code: 'plan-refused' })
  const ill = await staging({ 'web-2': { checked: true } })
  await expect(joined(ill)).rejects.toMatchObject({
    code: 'never-ready',
    message: expect.stringContaining(
      'web-2 was not ready within 2 s: it is running, its health check says starting',
    ),
    hint: 'Look at its log: docker --host tcp://10.0.0.5:2375 logs shop-web-2-1.',
  })
})

it('asks for a lease on its engine before it does anything, naming the images that are there', async () => {
  const wishes: LeaseWish[] = []
  const there = await staging()
  const { running } = await joined(there, { lease: async (wish) => void wishes.push(wish) })
  expect(wishes).toMatchObject([
    {
      endpoint: { url: 'tcp://10.0.0.5:2375' },
      lengthMs: 30_000,
      images: ['shop:1', 'shop:1'],
      always: false,
    },
  ])
  await running.stop()
  const refused = async () => Promise.reject(new Error('lease-refused'))
  await expect(joined(await staging(), { lease: refused })).rejects.toThrow('lease-refused')
})
