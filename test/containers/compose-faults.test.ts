/** What the project of compose/ withstands while users are served. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../fixtures/rig.ts'
import { type AccessLine, accessLines } from './access-line.ts'
import { output } from './commands.ts'
import { lacks, tellSkipped } from './lacks.ts'
import { Project } from './project.ts'
import { lost, SEARCH, SEARCH_MS, searchesDuring, trafficDuring, whoAnswered } from './traffic.ts'

describe.skipIf(tellSkipped(await lacks()))('the shop under Compose, when an instance fails', () => {
  const project = new Project({}, ['compose.yml', '../test/containers/patient.yml'])
  let edge = ''
  beforeAll(async () => {
    await project.compose(['build', 'web-1'])
    await project.up()
  })
  beforeEach(async () => {
    await project.restore()
    edge = await project.edge()
  })
  afterAll(() => project[Symbol.asyncDispose]())

  it('loses nothing when an instance is killed, and stores each order once', async () => {
    const before = { orders: await countOrders(), lines: (await linesOfEdge()).length }
    const all = await trafficDuring(edge, () => project.kill('web-1'))
    expect(lost(all)).toEqual([])
    expect(whoAnswered(all.slice(0, 20))).toEqual(['web-1 1.0.0', 'web-2 1.0.0'])
    expect(whoAnswered(all.slice(-20))).toEqual(['web-2 1.0.0'])
    const orders = all.filter(({ what }) => what === 'POST').length
    expect((await countOrders()) - before.orders).toBe(orders)
    const lines = await linesSince(before.lines, all.length)
    // What was under way on the victim, or was sent to it after that, went on to the other.
    expect(lines.filter(({ retries }) => retries === '+1').map(({ instance }) => instance)).toContain('web-2')
  })

  it('tries elsewhere what was under way on the victim, when it only reads', async () => {
    const all = await searchesDuring(edge, () => project.kill('web-1'))
    expect(lost(all)).toEqual([])
    const retried = (await linesOfEdge()).filter(({ path, retries }) => path === SEARCH && retries === '+1')
    // It had waited for the victim first.
    expect(retried.filter(({ durationMs }) => durationMs > SEARCH_MS + 50).length).toBeGreaterThan(0)
  })

  it('tries nowhere else what may have been done already', async () => {
    const before = await restarts()
    // A crash on request stands for any change without a key: each try that reaches an instance shows.
    const answer = await fetch(`${edge}/_crash`, { method: 'POST' }).then(
      ({ status }) => status,
      () => 'broken off',
    )
    // By HAProxy's rules: on a connection to the instance that was used before, it closes the client's without a word.
    expect([502, 'broken off']).toContain(answer)
    await eventually('one is made again', async () => (await restarts()) > before, 10_000)
    await project.weights('--wait', 'web-1', 'web-2')
    expect((await restarts()) - before).toBe(1)
  })

  it('loses what the kill hits where the edge neither checks nor tries again', async () => {
    const bare = { EDGE_CONFIG: './haproxy/twin-bare.cfg' }
    await project.compose(['up', '-d', '--no-deps', '--wait', 'edge'], bare)
    const all = await trafficDuring(await project.edge(), () => project.kill('web-1'))
    // One of two instances is gone, and nobody else is asked. It is not half of them: while one waits for who is gone,
    // the others are sent to who has less under way.
    expect(all.filter(({ status }) => status !== 200 && status !== 201).length).toBeGreaterThan(
      all.length / 50,
    )
  })

  it('has an instance back whose main process was killed, by its restart policy', async () => {
    const [before, restarted] = [await project.inspect('web-1'), await restarts()]
    const all = await trafficDuring(edge, async () => {
      await project.crash('web-1')
      await eventually('it is started again', async () => (await restarts()) > restarted, 10_000)
      await project.weights('--wait', 'web-1')
    })
    expect(lost(all)).toEqual([])
    const after = await project.inspect('web-1')
    expect(after).toMatchObject({ Id: before.Id, State: { Status: 'running' } })
    expect(after.State.Pid).not.toBe(before.State.Pid)
    expect(whoAnswered(all.slice(-20))).toEqual(['web-1 1.0.0', 'web-2 1.0.0'])
  })

  it('finds an instance at its new address, and takes nobody else for it', async () => {
    const address = await addressOf(await project.container('web-1'))
    await project.compose(['stop', 'web-1'])
    await eventually('web-1 is out', async () => !/^web-1 .* UP$/m.test(await project.weights()))
    const other = await project.compose(['run', '--detach', '--env', 'INSTANCE_NAME=other', 'web-2'])
    try {
      expect(await addressOf(other)).toBe(address)
      const all = await trafficDuring(edge, async () => {
        await sleep(1_000)
        await project.compose(['up', '-d', '--wait', 'web-1'])
        await project.weights('--wait', 'web-1')
      })
      expect(lost(all)).toEqual([])
      expect(whoAnswered(all)).toEqual(['web-1 1.0.0', 'web-2 1.0.0'])
      expect(await addressOf(await project.container('web-1'))).not.toBe(address)
    } finally {
      await output(['docker', 'rm', '--force', other])
    }
  })

  it('lets nobody in who can be reached again and does not say that it is ready', async () => {
    const cutOff = [`${project.name}_app`, await project.container('web-1')]
    const all = await trafficDuring(edge, async () => {
      await output(['docker', 'network', 'disconnect', ...cutOff])
      // Its connections to the database are given up meanwhile: it needs a moment once it is back.
      await sleep(2_500)
      await output(['docker', 'network', 'connect', '--alias', 'web-1', ...cutOff])
      await project.weights('--wait', 'web-1')
    })
    expect(lost(all)).toEqual([])
    expect(whoAnswered(all.slice(-20))).toEqual(['web-1 1.0.0', 'web-2 1.0.0'])
  })

  async function addressOf(container: string): Promise<string> {
    const format = '{{ range .NetworkSettings.Networks }}{{ .IPAddress }}{{ end }}'
    return output(['docker', 'inspect', '--format', format, container])
  }

  /** How often the engine has started an instance again. */
  async function restarts(): Promise<number> {
    const all = await Promise.all(['web-1', 'web-2'].map((name) => project.inspect(name)))
    return all.reduce((sum, { RestartCount }) => sum + RestartCount, 0)
  }

  async function countOrders(): Promise<number> {
    const query = ['psql', '-U', 'postgres', '-d', 'shop', '-tAc', 'SELECT count(*) FROM orders']
    return Number(await project.compose(['exec', '-T', 'db', ...query]))
  }

  async function linesOfEdge(): Promise<AccessLine[]> {
    return accessLines(await project.stdout('edge'))
  }

  /** One line a request, neither more nor fewer. */
  async function linesSince(before: number, count: number): Promise<AccessLine[]> {
    let lines: AccessLine[] = []
    await eventually('a line for each request', async () => {
      lines = (await linesOfEdge()).slice(before)
      return lines.length >= count
    })
    expect(lines.length).toBe(count)
    return lines
  }
})
