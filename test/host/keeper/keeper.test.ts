import { beforeEach, describe, expect, test } from 'vitest'
import { createKeeper, TICK_MS } from '../../../src/host/keeper/keeper.ts'
import type { Said } from '../../../src/host/keeper/said.ts'
import type { ContainerTask } from '../../../src/host/keeper/task.ts'
import { type MadeContainer, type MadeEngine, madeEngine } from './made-engine.ts'

const ORDERS = {
  name: 'keeper-r',
  label: { name: 'dev.firedrill.keeper', value: 'r' },
  lengthMs: 30_000,
  lingerMs: 3_600_000,
  socket: '/engine.sock',
  tasks: '/tasks',
}
let engine: MadeEngine
let web: MadeContainer
let said: Said[]
let nowMs: number

beforeEach(() => {
  engine = madeEngine()
  engine.add('keeper-r', { Config: { Labels: { 'dev.firedrill.keeper': 'r' } } })
  web = engine.add('web')
  said = []
  nowMs = 5000
})

const made = () =>
  createKeeper(ORDERS, { ask: engine.ask, say: (each) => said.push(each), monoMs: () => nowMs })
const words = () => said.map(({ said: word }) => word)
const unpause = (container: MadeContainer): ContainerTask => ({
  kind: 'container',
  what: `let go on ${container.Name}`,
  id: container.Id,
  labels: {},
  steps: [
    {
      done: [{ at: ['State', 'Paused'], is: false }],
      requests: [{ path: `/containers/${container.Id}/unpause` }],
    },
  ],
})

/** One that holds a frozen container, and lets so much time pass in ticks. */
async function holding() {
  const keeper = made()
  expect(await keeper.begin()).toBe(true)
  keeper.hold(unpause(web))
  web.State.Paused = true
  const pass = async (ms: number) => {
    for (const untilMs = nowMs + ms; nowMs < untilMs; ) {
      nowMs += TICK_MS
      await keeper.tick()
    }
  }
  return { keeper, pass }
}

describe('a keeper', () => {
  test('starts what goes down only after it took everything back: a stop was under way', async () => {
    const { keeper, pass } = await holding()
    const StartedAt = '2026-11-21T12:03:04.5Z'
    const db = engine.add('db', { State: { Paused: false, Running: true, StartedAt } })
    keeper.hold({
      ...{ kind: 'container', what: 'start db', id: db.Id, labels: {} },
      steps: [
        {
          done: [{ at: ['State', 'Running'], is: true }],
          requests: [{ path: `/containers/${db.Id}/start` }],
          mayEnd: { startedMs: Date.parse(StartedAt), withinMs: 60_000 },
        },
      ],
    })
    await pass(30_000)
    expect([keeper.fired, keeper.over]).toEqual([true, false])
    await pass(40_000)
    db.State.Running = false
    await pass(3000)
    expect([db.State.Running, keeper.over]).toEqual([true, true])
  })

  test('says that it is ready only where the engine knows it', async () => {
    expect(await made().begin()).toBe(true)
    expect(words()).toEqual(['ready'])
  })

  test.each([
    ['another engine', () => engine.containers.shift()],
    [
      'one of the same name that is not it',
      () => Object.assign(engine.containers[0] ?? {}, { Config: { Labels: {} } }),
    ],
  ])('refuses %s', async (_what, change) => {
    change()
    expect(await made().begin()).toBe(false)
    expect(said).toEqual([{ said: 'refused', what: 'the socket is that of another engine' }])
  })

  test('refuses where no engine answers', async () => {
    engine.reachable = false
    expect(await made().begin()).toBe(false)
    expect(said[0]?.what).toBe('no engine answers there: connect ECONNREFUSED')
  })

  test('does nothing as long as it is heard of the run', async () => {
    const { keeper, pass } = await holding()
    for (let renewals = 0; renewals < 100; renewals += 1) {
      await pass(29_800)
      keeper.renew()
    }
    expect(words()).toEqual(['ready', 'holds'])
    expect([engine.acts, web.State.Paused]).toEqual([[], true])
  })

  test('takes everything back within a tick of the length of the lease, once it has given its name up', async () => {
    const { keeper, pass } = await holding()
    await pass(20_000)
    keeper.renew()
    await pass(29_900)
    expect(web.State.Paused).toBe(true)
    await pass(2 * TICK_MS)
    expect(web.State.Paused).toBe(false)
    expect(engine.acts).toEqual([
      'POST /containers/keeper-r/rename?name=keeper-r-fired',
      'POST /containers/web/unpause',
    ])
    expect(words()).toEqual(['ready', 'holds', 'fired', 'done', 'over'])
    expect(said[2]?.what).toBe('nothing was heard of the run for 30000 ms')
  })

  test('takes back the latest first', async () => {
    const { keeper, pass } = await holding()
    const db = engine.add('db', { State: { Paused: true, Running: true } })
    keeper.hold(unpause(db))
    await pass(31_000)
    expect(engine.acts.slice(1)).toEqual(['POST /containers/db/unpause', 'POST /containers/web/unpause'])
  })

  test('is not renewed any more once it has begun, and does not begin twice', async () => {
    const { keeper, pass } = await holding()
    await pass(31_000)
    keeper.renew()
    await pass(60_000)
    await keeper.fire('again')
    expect(words()).toEqual(['ready', 'holds', 'fired', 'done', 'over'])
    expect(keeper.fired).toBe(true)
  })

  test('tries again what could not be done, says it once, and is over when it is', async () => {
    const { keeper, pass } = await holding()
    await pass(29_000)
    engine.reachable = false
    await pass(60_000)
    expect([words(), keeper.over]).toEqual([['ready', 'holds', 'fired', 'not-yet'], false])
    engine.reachable = true
    await pass(3000)
    expect(words()).toEqual(['ready', 'holds', 'fired', 'not-yet', 'done', 'over'])
    expect(web.State.Paused).toBe(false)
  })

  test('takes everything back at once when it is told to stop', async () => {
    const { keeper } = await holding()
    expect(keeper.over).toBe(false)
    await keeper.fire('it was told to stop')
    expect([web.State.Paused, keeper.over]).toEqual([false, true])
    expect(words()).toEqual(['ready', 'holds', 'fired', 'done', 'over'])
  })

  test('that was held up itself adds that to the lease: it has not listened', async () => {
    const { keeper, pass } = await holding()
    await pass(10_000)
    // A frozen virtual machine, for an hour.
    nowMs += 3_600_000
    await keeper.tick()
    expect(words()).toEqual(['ready', 'holds', 'slept'])
    await pass(19_500)
    expect(web.State.Paused).toBe(true)
    await pass(1000)
    expect(web.State.Paused).toBe(false)
  })

  test('removes itself an hour after it took everything back, and again where that failed', async () => {
    const { pass } = await holding()
    await pass(31_000)
    await pass(3_590_000)
    expect(engine.containers).toHaveLength(2)
    engine.reachable = false
    await pass(20_000)
    engine.reachable = true
    await pass(3000)
    expect(engine.containers).toEqual([web])
  })

  test('without anything to take back, it is over at once', async () => {
    const keeper = made()
    await keeper.begin()
    await keeper.fire('it was told to stop')
    expect(words()).toEqual(['ready', 'fired', 'over'])
  })
})
