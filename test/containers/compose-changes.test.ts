/** How the project of compose/ moves between instances and releases, by the commands of its README, with no user noticing. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../fixtures/rig.ts'
import { lacks, tellSkipped } from './lacks.ts'
import { Project } from './project.ts'
import { lost, searchesDuring, trafficDuring, whoAnswered } from './traffic.ts'

interface Version {
  configuration: { DRAIN_LIMIT_MS: number }
}

const UNDER_WAY = 'SELECT count(*) FROM exports WHERE owner IS NOT NULL AND done_at IS NULL'
const NEXT = { SHOP_TAG: '1.1.0' }
const FILES = ['blue-green.yml', '../test/containers/patient.yml', '../test/containers/patient-green.yml']
const GREEN = ['web-1-green', 'web-2-green']

describe.skipIf(tellSkipped(await lacks()))('the shop under Compose, when it is changed', () => {
  const project = new Project({}, ['compose.yml', ...FILES])
  let edge = ''
  beforeAll(async () => {
    await project.compose(['build', 'web-1'])
    await project.compose(['build', 'web-1'], NEXT)
    await project.up()
  })
  beforeEach(async () => {
    await project.restore()
    edge = await project.edge()
  })
  afterAll(() => project[Symbol.asyncDispose]())

  it('drains an instance by its weight, and gives it back', async () => {
    const at = { drained: 0, back: 0 }
    const all = await searchesDuring(edge, async () => {
      expect(await project.weights('web-1=0', 'web-2=100')).toMatch(/^web-1 weight=0 under-way=0 UP$/m)
      at.drained = Date.now()
      await sleep(500)
      at.back = Date.now()
      expect(await project.weights('web-1=100')).toMatch(/^web-1 weight=100 under-way=\d+ UP$/m)
      await sleep(500)
    })
    expect(lost(all)).toEqual([])
    const meanwhile = all.filter(
      ({ startMs, durationMs }) => startMs < at.back && startMs + durationMs > at.drained,
    )
    expect(whoAnswered(meanwhile)).toEqual(['web-2 1.0.0'])
    expect(whoAnswered(all.slice(-4))).toContain('web-1 1.0.0')
  })

  it('ends by a stop with exit code 0, in the drain time, with every request answered', async () => {
    const all = await searchesDuring(edge, () => project.compose(['stop', 'web-1']))
    expect(lost(all)).toEqual([])
    const { State } = await project.inspect('web-1')
    expect(State).toMatchObject({ ExitCode: 0, OOMKilled: false })
    const askedMs = await timeOf('web-1', 'asked to stop')
    const wasUnderWay = all.filter(
      ({ instance, startMs, durationMs }) =>
        instance === 'web-1' && startMs < askedMs && startMs + durationMs > askedMs,
    )
    expect(wasUnderWay.length).toBeGreaterThan(0)
    expect(Date.parse(State.FinishedAt) - askedMs).toBeLessThan(30_000)
  })

  it('is given the time to end its jobs before it ends itself', async () => {
    const { configuration } = (await (await fetch(`${edge}/version`)).json()) as Version
    // The other one would do them.
    await project.compose(['stop', 'web-2'])
    expect((await fetch(`${edge}/exports`, { method: 'POST' })).status).toBe(202)
    await eventually('it is under way', async () => (await sql(UNDER_WAY)) === '1')
    await project.compose(['stop', 'web-1'])
    const { State, Config } = await project.inspect('web-1')
    expect(State.ExitCode).toBe(0)
    expect(Config.StopTimeout * 1_000).toBeGreaterThan(configuration.DRAIN_LIMIT_MS)
    expect(await sql('SELECT count(*) FROM exports WHERE runs = 1')).toBe('1')
  })

  it('moves instance by instance to another release, and loses nothing', async () => {
    const all = await trafficDuring(edge, async () => {
      await project.compose(['run', '--rm', 'migrate'], NEXT)
      for (const instance of ['web-1', 'web-2']) {
        await project.compose(['up', '-d', '--no-deps', '--wait', instance], NEXT)
        await project.weights('--wait', instance)
      }
    })
    expect(lost(all)).toEqual([])
    expect(whoAnswered(all.slice(0, 20))).toEqual(['web-1 1.0.0', 'web-2 1.0.0'])
    expect(whoAnswered(all.slice(-20))).toEqual(['web-1 1.1.0', 'web-2 1.1.0'])
  })

  it('moves to a second set and back, and loses nothing', async () => {
    const during: Record<string, number> = {}
    const all = await trafficDuring(edge, async () => {
      await project.compose(['run', '--rm', 'migrate'], NEXT)
      // Not waited for: that is the edge's to do, before it takes anything from the first set.
      await project.compose(['up', '-d', '--no-deps', ...GREEN], NEXT)
      during.ready = Date.now()
      await project.weights('web-1-green=100', 'web-2-green=100', 'web-1=0', 'web-2=0')
      during.from = Date.now()
      await sleep(1_000)
      during.to = Date.now()
      await project.weights('web-1=100', 'web-2=100', 'web-1-green=0', 'web-2-green=0')
      await project.compose(['rm', '--stop', '--force', ...GREEN])
    })
    expect(lost(all)).toEqual([])
    const { ready = 0, from = 0, to = 0 } = during
    const before = all.filter(({ startMs }) => startMs < ready)
    const meanwhile = all.filter(({ startMs }) => startMs > from && startMs < to)
    expect(whoAnswered(before)).toEqual(['web-1 1.0.0', 'web-2 1.0.0'])
    expect(whoAnswered(meanwhile)).toEqual(['web-1-green 1.1.0', 'web-2-green 1.1.0'])
    expect(whoAnswered(all.slice(-20))).toEqual(['web-1 1.0.0', 'web-2 1.0.0'])
  })

  function sql(text: string): Promise<string> {
    return project.compose(['exec', '-T', 'db', 'psql', '-U', 'postgres', '-d', 'shop', '-tAc', text])
  }

  /** When the service said so. */
  async function timeOf(service: string, words: string): Promise<number> {
    const line = (await project.stdout(service)).find((text) => text.includes(words))
    return Date.parse(JSON.parse(line ?? '{}').time)
  }
})
