import { describe, expect, it } from 'vitest'
import { carryOut } from '../../src/host/keeper/carry-out.ts'
import type { ContainerTask, Task } from '../../src/host/keeper/task.ts'
import { keeperTasks } from '../../src/undo/keeper-tasks.ts'
import { UNDOS } from '../../src/undo/map.ts'
import { madeEngine } from '../host/keeper/made-engine.ts'
import { ENDPOINT, rigWith } from '../target/compose/rig.ts'

async function tasksOf(kind: string, more: object = {}) {
  const { runtime, ids } = await rigWith()
  const id = ids['web-1'] ?? ''
  const args = { endpoint: ENDPOINT, id, ...more }
  return { id, tasks: await keeperTasks({ kind, args: args as never }, runtime.engine) }
}

/** What a keeper would do with it, to a container that is like this. */
async function carriedOut(tasks: readonly Task[], id: string, more: object) {
  const engine = madeEngine()
  const [task] = tasks as ContainerTask[]
  const web = engine.add('web', { Id: id, Config: { Labels: { ...task?.labels } }, ...more })
  const outcomes = []
  for (const each of tasks) outcomes.push(await carryOut(each, 'own', engine.ask, 0))
  return { web, outcomes, acts: engine.acts.map((act) => act.replaceAll(id, 'web')) }
}

describe('what a keeper can take back', () => {
  it('lets go on what is frozen, by its id, and only with its labels', async () => {
    const { id, tasks } = await tasksOf('unpause-container')
    expect(tasks).toMatchObject([
      {
        what: 'let go on shop-web-1-1',
        id,
        labels: {
          'com.docker.compose.project': 'shop',
          'com.docker.compose.service': 'web-1',
          'dev.firedrill.run': 'r',
        },
      },
    ])
    const { web, outcomes, acts } = await carriedOut(tasks, id, { State: { Paused: true, Running: true } })
    expect([web.State.Paused, outcomes]).toEqual([false, [{ done: true, what: 'done' }]])
    expect(acts).toEqual(['POST /containers/web/unpause'])
  })

  it('starts what is down, and nothing that runs', async () => {
    const { id, tasks } = await tasksOf('start-container', { labels: {} })
    expect(
      (await carriedOut(tasks, id, { State: { Paused: false, Running: false } })).web.State.Running,
    ).toBe(true)
    expect((await carriedOut(tasks, id, {})).acts).toEqual([])
  })

  it('waits for one that may have been asked to end, for its grace and until that shows', async () => {
    const { tasks } = await tasksOf('start-container', { labels: {}, startedMs: 7.5, endsWithinMs: 10_000 })
    expect(tasks).toMatchObject([{ steps: [{ mayEnd: { startedMs: 7.5, withinMs: 12_000 } }] }])
  })

  it('puts back on its networks, under the names that it had, what is off them or there under no name', async () => {
    const further = { IPAMConfig: { IPv4Address: '10.0.0.9', IPv6Address: 'fd00::9' } }
    const joined = { aliases: ['web-1'], links: ['proxy:db'], fixedAddress: '10.0.0.9', further }
    const { id, tasks } = await tasksOf('reconnect-container', { networks: { shop_app: joined } })
    expect(tasks).toMatchObject([
      {
        steps: [
          {
            requests: [{ path: '/networks/shop_app/disconnect' }, { body: { EndpointConfig: further } }],
          },
        ],
      },
    ])
    const back = { shop_app: { Aliases: ['web-1'], Links: ['proxy:db'] } }
    for (const Networks of [{}, { shop_app: { Aliases: null, Links: null } }]) {
      const { web, outcomes } = await carriedOut(tasks, id, { NetworkSettings: { Networks } })
      expect([web.NetworkSettings.Networks, outcomes]).toEqual([back, [{ done: true, what: 'done' }]])
    }
    expect((await carriedOut(tasks, id, { NetworkSettings: { Networks: back } })).acts).toEqual([])
  })

  it('gives limits back as the engine was ready to take them', async () => {
    const { id, tasks } = await tasksOf('limit-container', { limits: { cpus: 0.5, memoryBytes: 64e6 } })
    const { web, outcomes } = await carriedOut(tasks, id, { HostConfig: { NanoCpus: 1e8, Memory: 32e6 } })
    expect([web.HostConfig, outcomes]).toEqual([
      { NanoCpus: 5e8, Memory: 64e6 },
      [{ done: true, what: 'done' }],
    ])
  })

  it("sweeps a project of the run's own, by its name and the run's label; images by the label alone", async () => {
    const { runtime } = await rigWith()
    const args = { endpoint: ENDPOINT, project: 'firedrill-r', run: 'r' }
    expect(await keeperTasks({ kind: 'remove-project', args }, runtime.engine)).toEqual([
      {
        kind: 'sweep',
        what: 'remove the project firedrill-r',
        labels: ['com.docker.compose.project=firedrill-r', 'dev.firedrill.run=r'],
        imageLabels: ['dev.firedrill.run=r'],
      },
    ])
  })

  it('is nothing of a container that is gone', async () => {
    const { runtime } = await rigWith()
    const args = { endpoint: ENDPOINT, id: 'f'.repeat(64) }
    expect(await keeperTasks({ kind: 'unpause-container', args }, runtime.engine)).toEqual([])
  })
})

it('is nothing that needs this machine, and nothing that is not known', async () => {
  const { runtime } = await rigWith()
  const kept = [
    'unpause-container',
    'start-container',
    'reconnect-container',
    'limit-container',
    'remove-project',
  ]
  for (const kind of [...Object.keys(UNDOS), 'toString', 'no-such'].filter((each) => !kept.includes(each)))
    expect(await keeperTasks({ kind, args: {} }, runtime.engine)).toEqual([])
})
