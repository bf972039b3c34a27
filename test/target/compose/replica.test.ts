import { describe, expect, it } from 'vitest'
import { projectRefusals } from '../../../src/target/compose/check.ts'
import { lifecycleOf } from '../../../src/target/compose/lifecycle.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { plannedCommands } from '../../../src/target/compose/planned.ts'
import { choosePorts, publishOf } from '../../../src/target/compose/ports.ts'
import { parseProject } from '../../../src/target/compose/project.ts'
import { createReplacing } from '../../../src/target/compose/replica.ts'
import { startAll } from '../../../src/target/compose/start.ts'
import type { Release } from '../../../src/target/target.ts'
import { composeLabels, open, publishedOn, rigWith } from './rig.ts'
import { RELEASE, WRITTEN } from './settings.ts'

const SCALED = { instances: { service: 'web', count: 2 } }
const NEXT: Release = { version: '2', digest: null, where: 'shop:2' }
const options = parseComposeOptions({ ...WRITTEN, ...SCALED, release: RELEASE })

/** A machine on which `docker compose up` makes one more. `answers`: what that says of itself; null: it ends at once. */
async function rollingOut(answers: number | null) {
  const rig = await rigWith({
    written: { ...SCALED, release: RELEASE, readyTimeout: '300ms' },
    services: { web: {} },
  })
  rig.engine.addImage('shop:2')
  const made: string[] = []
  const change = rig.runtime.context.change
  rig.runtime.context.change = async (intent, act) => {
    const result = await change(intent, act)
    if (intent.what.startsWith('make a further')) {
      const number = 3 + made.length
      made.push(
        rig.engine.create({
          name: `shop-web-${number}`,
          image: 'shop:2',
          program: answers === null ? { exit: { afterMs: 1, code: 1 } } : {},
          labels: composeLabels('web', number),
          published: publishedOn(3000 + number),
        }),
      )
      if (answers !== null) rig.host.net.listen(3000 + number, () => ({ status: answers }))
    }
    return result
  }
  const argv = () => rig.intents.map(({ command }) => command?.argv.join(' '))
  return { ...rig, made, argv }
}

describe('a replica that gets another release', () => {
  it('has a further one beside it, which is ready before it drains and goes', async () => {
    const { around, runtime, argv, made, look, engine } = await rollingOut(200)
    await createReplacing(around, runtime, async () => true)('web-1', NEXT, open)
    expect(argv()).toEqual([
      'docker compose up --no-start --no-deps --no-recreate --scale web=3 web',
      'docker start shop-web-3',
      'docker stop --time 10 shop-web-1',
      'docker rm --volumes shop-web-1',
    ])
    expect(await look('web-1')).toMatchObject({
      url: 'http://127.0.0.1:3003',
      identity: { container: { id: made[0] } },
    })
    expect((await runtime.containers.siblings('web-1')).map(({ name }) => name)).toEqual([
      'shop-web-2',
      'shop-web-3',
    ])
    expect([...runtime.fleet.asked]).toEqual([])
    expect(runtime.fleet.runs.get('web-1')).toBe(NEXT)
    // A fault hits just what it is now.
    await lifecycleOf(around, runtime).kill(await look('web-1'))
    expect((await runtime.engine.container(made[0] ?? ''))?.state).toBe('exited')
    expect((await runtime.containers.find('web-2')).state).toBe('running')
    expect(engine).toBeDefined()
  })

  it('serves on where the further one ends, or never gets ready, and nothing of that is left', async () => {
    for (const [answers, code] of [
      [null, 'start-failed'],
      [503, 'never-ready'],
    ] as const) {
      const { around, runtime, look, ids, made } = await rollingOut(answers)
      await expect(
        createReplacing(around, runtime, async () => true)('web-1', NEXT, open),
      ).rejects.toMatchObject({ code })
      expect(await look('web-1')).toMatchObject({
        url: 'http://127.0.0.1:3001',
        identity: { container: { id: ids['web-1'] } },
      })
      expect(await runtime.engine.container(made[0] ?? '')).toBeNull()
      expect([...runtime.fleet.asked]).toEqual([])
    }
  })

  it('that is down goes first, and no other one is started for it', async () => {
    const { around, runtime, argv, ids, made } = await rollingOut(200)
    await runtime.engine.signal(ids['web-1'] ?? '', 'SIGKILL')
    await runtime.engine.signal(ids['web-2'] ?? '', 'SIGKILL')
    await createReplacing(around, runtime, async () => true)('web-2', NEXT, open)
    expect(argv()).toEqual([
      'docker rm --volumes shop-web-2',
      'docker compose up --no-start --no-deps --no-recreate --scale web=2 web',
      'docker start shop-web-3',
    ])
    expect((await runtime.containers.find('web-2')).id).toBe(made[0])
    expect((await runtime.containers.find('web-1')).state).toBe('exited')
  })

  it('does not go before users reach the further one', async () => {
    const { around, runtime, intents } = await rollingOut(200)
    const asked: string[] = []
    const reached = async (name: string) => {
      asked.push(`${name} after ${intents.at(-1)?.what}`)
      return asked.length > 2
    }
    await createReplacing(around, runtime, reached)('web-1', NEXT, open)
    expect(asked).toEqual(Array(3).fill('web-1 after start web-1 as shop-web-3'))
  })

  it('is one of several that are replaced at once, and each gets one of its own', async () => {
    const { around, runtime, made, argv, ids } = await rollingOut(200)
    for (const id of [ids['web-1'], ids['web-2']]) await runtime.engine.signal(id ?? '', 'SIGKILL')
    const replace = createReplacing(around, runtime, async () => null)
    await Promise.all(['web-1', 'web-2'].map((name) => replace(name, NEXT, open)))
    const now = await Promise.all(['web-1', 'web-2'].map((name) => runtime.containers.find(name)))
    expect(now.map(({ id }) => id)).toEqual(made)
    expect(argv().filter((words) => words?.includes('--scale web=2')).length).toBe(2)
  })

  it('is not begun when nothing was made', async () => {
    const { around, runtime } = await rigWith({ written: { ...SCALED, release: RELEASE } })
    await expect(createReplacing(around, runtime, async () => true)('web-1', NEXT, open)).rejects.toThrow(
      'made no further container',
    )
  })
})

it('starts with all its replicas, each at a port that the engine chose', async () => {
  const { around, runtime, intents } = await rigWith({ written: SCALED, services: { web: {} } })
  around.ports = { db: 5432, edge: 8080 }
  await startAll(around, runtime).catch(() => undefined)
  expect(intents[1]?.command?.argv.join(' ')).toBe('docker compose up --detach --no-deps --scale web=2 web')
  expect(around.ports).toMatchObject({ 'web-1': 3001, 'web-2': 3002 })
  const ports = await choosePorts(options, { freePort: async () => 4000 })
  expect(ports).toEqual({ db: 4000, edge: 4000 })
  expect(publishOf(options, ports)).toEqual([
    { service: 'web', target: 3000, published: null },
    { service: 'db', target: 5432, published: 4000 },
    { service: 'edge', target: 8080, published: 4000 },
  ])
})

it('is planned as it is done', () => {
  const plan = plannedCommands(options, '/app', (text) => text)({ kind: 'deploy', from: '1', to: '2' })
  expect(plan.slice(0, 4).map(({ command }) => command.argv.join(' '))).toEqual([
    'docker compose up --no-start --no-deps --no-recreate --scale web=3 web',
    'docker start <new container of web-1>',
    'docker stop --time <grace of web-1> firedrill-<run>-web-1',
    'docker rm --volumes firedrill-<run>-web-1',
  ])
})

it('is refused where several would need one port, or one name, or sets of their own', () => {
  const services = { web: {}, db: {}, edge: {} }
  const reasons = (web: object, more: object = {}) => {
    const config = JSON.stringify({ name: 'shop', services: { ...services, web, ...more } })
    return projectRefusals(options, parseProject(config)).map(({ reason }) => reason)
  }
  const image = 'shop:1'
  expect(reasons({ image, ports: [{ target: 3000, published: '3000' }] })).toEqual([
    expect.stringContaining('cannot be had by 3 containers'),
  ])
  expect(reasons({ image, ports: [{ target: 3000, published: '3000-3009' }] })).toEqual([])
  expect(reasons({ image }, { 'web-2': {} })).toEqual([
    expect.stringContaining('a replica of "web" is called'),
  ])
  const parse = (more: object) => parseComposeOptions({ ...WRITTEN, ...SCALED, ...more })
  expect(() => parse({ release: RELEASE, deploy: { strategy: 'blue-green' } })).toThrow(
    /deploy\.strategy: a scaled/,
  )
  expect(() => parse({ edge: { service: 'web', port: 80 } })).toThrow(/edge\.service: web is an instance/)
})
