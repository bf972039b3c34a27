import { describe, expect, it } from 'vitest'
import { projectRefusals } from '../../../src/target/compose/check.ts'
import { lifecycleOf } from '../../../src/target/compose/lifecycle.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { plannedCommands } from '../../../src/target/compose/planned.ts'
import { choosePorts, publishOf } from '../../../src/target/compose/ports.ts'
import { replaceReplica } from '../../../src/target/compose/replica.ts'
import { startAll } from '../../../src/target/compose/start.ts'
import type { Release } from '../../../src/target/target.ts'
import { composeLabels, open, publishedOn, rigWith } from './rig.ts'
import { projectOf, RELEASE, WRITTEN } from './settings.ts'

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
    await replaceReplica('web-1', NEXT, around, runtime, open)
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
      await expect(replaceReplica('web-1', NEXT, around, runtime, open)).rejects.toMatchObject({ code })
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
    await replaceReplica('web-2', NEXT, around, runtime, open)
    expect(argv()).toEqual([
      'docker rm --volumes shop-web-2',
      'docker compose up --no-start --no-deps --no-recreate --scale web=2 web',
      'docker start shop-web-3',
    ])
    expect((await runtime.containers.find('web-2')).id).toBe(made[0])
    expect((await runtime.containers.find('web-1')).state).toBe('exited')
  })

  it('is not begun when nothing was made', async () => {
    const { around, runtime } = await rigWith({ written: { ...SCALED, release: RELEASE } })
    await expect(replaceReplica('web-1', NEXT, around, runtime, open)).rejects.toThrow(
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

it('is refused where several would need one port, or sets of their own', () => {
  const fixed = { web: { ports: [{ target: 3000, published: '3000' }] } }
  expect(projectRefusals(options, projectOf(fixed))).toMatchObject([
    { code: 'plan-refused', reason: expect.stringContaining('only one of its 2 replicas') },
  ])
  const range = { web: { ports: [{ target: 3000, published: '3000-3009' }] } }
  expect(projectRefusals(options, projectOf(range))).toEqual([])
  const parse = (more: object) => parseComposeOptions({ ...WRITTEN, ...SCALED, ...more })
  expect(() => parse({ release: RELEASE, deploy: { strategy: 'blue-green' } })).toThrow(
    /deploy\.strategy: a scaled/,
  )
  expect(() => parse({ edge: { service: 'web', port: 80 } })).toThrow(/edge\.service: web is an instance/)
})
