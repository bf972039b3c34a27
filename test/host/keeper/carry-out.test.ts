import { beforeEach, describe, expect, test } from 'vitest'
import { carryOut } from '../../../src/host/keeper/carry-out.ts'
import type { ContainerTask, Step, SweepTask } from '../../../src/host/keeper/task.ts'
import { type MadeContainer, type MadeEngine, madeEngine } from './made-engine.ts'

const LABELS = { 'com.docker.compose.project': 'shop' }
let engine: MadeEngine
let web: MadeContainer

beforeEach(() => {
  engine = madeEngine()
  web = engine.add('web', { Config: { Labels: { ...LABELS, more: 'x' } } })
})

const unpause: Step = {
  done: [{ at: ['State', 'Paused'], is: false }],
  requests: [{ path: `/containers/${'web'.padEnd(64, '0')}/unpause` }],
}
const task = (steps: Step[], more: Partial<ContainerTask> = {}): ContainerTask => ({
  kind: 'container',
  what: 'let go on web',
  id: web.Id,
  labels: LABELS,
  steps,
  ...more,
})
const carry = (one: ContainerTask | SweepTask) => carryOut(one, 'own', engine.ask, 0)

describe('a task of one container', () => {
  test('is done once, seen to be, and not done again', async () => {
    web.State.Paused = true
    expect(await carry(task([unpause]))).toEqual({ done: true, what: 'done' })
    expect(web.State.Paused).toBe(false)
    expect(await carry(task([unpause]))).toEqual({ done: true, what: 'nothing to do' })
    expect(engine.acts).toEqual(['POST /containers/web/unpause'])
  })

  test('is not taken for done because it was asked for', async () => {
    web.State.Paused = true
    const pretending: typeof engine.ask = async (method, path, body) =>
      method === 'POST' ? { status: 204, json: {} } : engine.ask(method, path, body)
    expect(await carryOut(task([unpause]), 'own', pretending, 0)).toEqual({
      done: false,
      what: 'it is not so yet',
    })
  })

  test('needs nothing where the container is gone; where it cannot be looked at, it is open', async () => {
    engine.containers = []
    expect(await carry(task([unpause]))).toEqual({
      done: true,
      what: 'there is no such container any more',
    })
    engine.reachable = false
    expect(await carry(task([unpause]))).toEqual({ done: false, what: 'connect ECONNREFUSED' })
  })

  test('never touches a container that is another one by its labels', async () => {
    web.State.Paused = true
    web.Config.Labels = { 'com.docker.compose.project': 'bank' }
    expect(await carry(task([unpause]))).toMatchObject({
      done: true,
      what: expect.stringContaining('left alone'),
    })
    expect([engine.acts, web.State.Paused]).toEqual([[], true])
  })

  test('says the last words of an engine that would not', async () => {
    web.State = { Paused: false, Running: false }
    const start: Step = {
      done: [{ at: ['State', 'Running'], is: true }],
      requests: [{ path: `/containers/${web.Id}/nonsense` }],
    }
    expect(await carry(task([start]))).toEqual({ done: false, what: '404 page not found' })
  })

  test('is open while a container that was asked to end still runs, and does it once that is down', async () => {
    const StartedAt = '2026-11-21T12:03:04.123456789Z'
    const startedMs = Date.parse('2026-11-21T12:03:04.123Z') + 0.456789
    const start: Step = {
      done: [{ at: ['State', 'Running'], is: true }],
      requests: [{ path: `/containers/${web.Id}/start` }],
      mayEnd: { startedMs, withinMs: 10_000 },
    }
    const triedFor = (ms: number) => carryOut(task([start]), 'own', engine.ask, ms)
    web.State = { Paused: false, Running: true, StartedAt }
    const draining = { done: false, what: 'it runs, and may have been asked to end' }
    expect([await triedFor(0), await triedFor(9999)]).toEqual([draining, draining])
    // Never asked: it is as it was.
    expect(await triedFor(10_000)).toEqual({ done: true, what: 'nothing to do' })
    web.State = { Paused: false, Running: false, StartedAt }
    expect(await triedFor(5000)).toEqual({ done: true, what: 'done' })
    // Somebody has started it since.
    expect(await triedFor(0)).toEqual({ done: true, what: 'nothing to do' })
    expect(engine.acts).toEqual(['POST /containers/web/start'])
  })

  test('sends a later request only where the earlier one did not do', async () => {
    const rejoin: Step = {
      done: [
        { at: ['NetworkSettings', 'Networks', 'app'], has: [] },
        { at: ['NetworkSettings', 'Networks', 'app', 'Aliases'], has: ['web-1'] },
      ],
      requests: [
        { path: '/networks/app/disconnect', body: { Container: web.Id } },
        {
          path: '/networks/app/connect',
          body: { Container: web.Id, EndpointConfig: { Aliases: ['web-1'] } },
        },
      ],
    }
    // Off the network, on it under no name, on it as it should be.
    expect(await carry(task([rejoin]))).toEqual({ done: true, what: 'done' })
    web.NetworkSettings.Networks = { app: { Aliases: null, Links: null } }
    expect(await carry(task([rejoin]))).toEqual({ done: true, what: 'done' })
    expect(web.NetworkSettings.Networks).toEqual({ app: { Aliases: ['web-1'], Links: null } })
    const before = engine.acts.length
    expect(await carry(task([rejoin]))).toEqual({ done: true, what: 'nothing to do' })
    expect(engine.acts.length).toBe(before)
  })

  test('takes every step, and is done when all are', async () => {
    web.State.Paused = true
    const body = { NanoCpus: 5e8, Memory: 64e6 }
    const limit: Step = {
      done: Object.entries(body).map(([name, is]) => ({ at: ['HostConfig', name], is })),
      requests: [{ path: `/containers/${web.Id}/update`, body }],
    }
    const impossible: Step = { done: [{ at: ['State', 'Running'], is: false }], requests: [] }
    expect(await carry(task([unpause, limit]))).toEqual({ done: true, what: 'done' })
    expect(web.HostConfig).toEqual(body)
    expect(await carry(task([unpause, impossible]))).toMatchObject({ done: false })
  })
})

describe('a sweep', () => {
  const labels = { 'dev.firedrill.run': 'r' }
  const sweep: SweepTask = {
    kind: 'sweep',
    what: 'remove the project',
    labels: ['com.docker.compose.project=firedrill-r', 'dev.firedrill.run=r'],
    imageLabels: ['dev.firedrill.run=r'],
  }

  test('removes all that carries a label, what is frozen too, and looks once more', async () => {
    engine.add('a', { Config: { Labels: labels }, State: { Paused: true, Running: true } })
    engine.add('b', { Config: { Labels: { 'com.docker.compose.project': 'firedrill-r' } } })
    for (const kind of ['networks', 'volumes', 'images'] as const)
      engine.things[kind] = [
        { id: `${kind}:1`, labels },
        { id: 'of another', labels: { 'dev.firedrill.run': 'other' } },
      ]
    expect(await carry(sweep)).toMatchObject({ done: false })
    expect(await carry(sweep)).toEqual({ done: true, what: 'nothing of it is left' })
    expect(engine.containers).toEqual([web])
    expect(Object.values(engine.things).map((all) => all.map(({ id }) => id))).toEqual([
      ['of another'],
      ['of another'],
      ['of another'],
    ])
  })

  test('never removes the keeper itself', async () => {
    const own = engine.add('keeper', { Config: { Labels: labels } })
    expect(await carryOut(sweep, own.Id, engine.ask, 0)).toMatchObject({ done: true })
    expect(engine.containers).toContain(own)
  })

  test('is open as long as the engine does not answer', async () => {
    engine.reachable = false
    expect(await carry(sweep)).toEqual({ done: false, what: 'connect ECONNREFUSED' })
  })
})
