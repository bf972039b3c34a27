import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/drill/model.ts'
import { startContainer } from '../../src/undo/start-container.ts'
import { ENDPOINT, open, type Rig, rigWith } from '../target/compose/rig.ts'

const labels = {
  'com.docker.compose.project': 'shop',
  'com.docker.compose.service': 'web-1',
  'com.docker.compose.oneoff': 'False',
}

function undoing({ host, ids }: Rig, more: JsonObject = {}) {
  const args = { endpoint: ENDPOINT, id: ids['web-1'] ?? '', labels, readyMs: 1000, ...more }
  return startContainer(args, { host, signal: open, hurry: true })
}

it('starts the same container again, once', async () => {
  const rig = await rigWith()
  await rig.runtime.engine.signal(rig.ids['web-1'] ?? '', 'SIGKILL')
  expect(await undoing(rig)).toEqual({
    outcome: 'undone',
    healed: true,
    evidence: 'the container shop-web-1-1 is running',
    remedy: null,
  })
  expect(await undoing(rig)).toMatchObject({ outcome: 'nothing', healed: true })
})

it('starts nothing once somebody else undoes the run', async () => {
  const rig = await rigWith()
  await rig.runtime.engine.signal(rig.ids['web-1'] ?? '', 'SIGKILL')
  const args = { endpoint: ENDPOINT, id: rig.ids['web-1'] ?? '', labels }
  const stillOurs = async () => Promise.reject(new Error('superseded'))
  const undone = startContainer(args, { host: rig.host, signal: open, hurry: true, stillOurs })
  await expect(undone).rejects.toThrow('superseded')
  expect((await rig.runtime.containers.of('web-1'))?.state).not.toBe('running')
})

it('waits until its check says so, and tells what to type when it does not', async () => {
  const rig = await rigWith({ checked: ['web-1'] })
  const id = rig.ids['web-1'] ?? ''
  await rig.runtime.engine.signal(id, 'SIGKILL')
  expect(await undoing(rig)).toMatchObject({
    outcome: 'failed',
    evidence: 'the container shop-web-1-1 is running, starting',
    remedy: 'Look why: docker --host unix:///var/run/docker.sock logs shop-web-1-1',
  })
  rig.engine.setHealth(id, 'healthy')
  expect(await undoing(rig)).toMatchObject({ outcome: 'nothing', healed: true })
})

it('leaves what is frozen to the undo of that', async () => {
  const rig = await rigWith()
  await rig.runtime.engine.pause(rig.ids['web-1'] ?? '')
  expect(await undoing(rig)).toMatchObject({ outcome: 'nothing' })
  expect((await rig.runtime.containers.of('web-1'))?.state).toBe('paused')
})

it('takes one that a deploy put in its place, and makes none where nothing is', async () => {
  const rig = await rigWith()
  const { engine } = rig.runtime
  const other = rig.engine.create({ name: 'shop-web-1-2', image: 'shop:1', program: {}, labels })
  await engine.start(other)
  await engine.remove(rig.ids['web-1'] ?? '')
  expect(await undoing(rig)).toMatchObject({
    outcome: 'nothing',
    evidence: expect.stringMatching(
      /^there is no container .*; in its place the container shop-web-1-2 is running$/,
    ),
  })
  await engine.remove(other)
  expect(await undoing(rig)).toMatchObject({
    outcome: 'failed',
    remedy: expect.stringContaining('by your own command'),
  })
  expect(await engine.containers(labels)).toEqual([])
})

it('does not take an order for a state: one that does not start is not healed', async () => {
  const rig = await rigWith()
  const { engine } = rig.runtime
  await engine.signal(rig.ids['web-1'] ?? '', 'SIGKILL')
  const engines = { ...rig.host.engines, open: () => ({ ...engine, start: async () => undefined }) }
  expect(await undoing({ ...rig, host: { ...rig.host, engines } as never })).toMatchObject({
    healed: false,
    remedy: 'docker --host unix:///var/run/docker.sock start shop-web-1-1',
  })
})

describe('one that was asked to end when its run died', () => {
  const GRACE_MS = 10_000
  const draining = async (afterMs: number) => {
    const program = { endsOn: { SIGTERM: { afterMs, code: 0 } } }
    const rig = await rigWith({ programs: { 'web-1': program } })
    const startedMs = (await rig.runtime.containers.find('web-1')).startedMs ?? 0
    return { rig, more: { startedMs, endsWithinMs: GRACE_MS } }
  }
  const tookMs = async ({ host }: Rig, act: () => Promise<unknown>) => {
    const before = host.clock.monoMs()
    await act()
    return host.clock.monoMs() - before
  }

  it('is started again when it has ended, and not taken for well while it drains', async () => {
    const { rig, more } = await draining(5000)
    void rig.runtime.engine.stop(rig.ids['web-1'] ?? '', GRACE_MS)
    expect(await undoing(rig, more)).toMatchObject({ outcome: 'undone', healed: true })
    await rig.host.clock.sleep(GRACE_MS)
    expect((await rig.runtime.containers.of('web-1'))?.state).toBe('running')
  })

  it('is started again when the engine ended it at the end of its time', async () => {
    const { rig, more } = await draining(60_000)
    void rig.runtime.engine.stop(rig.ids['web-1'] ?? '', GRACE_MS)
    await rig.host.clock.sleep(400)
    expect(await undoing(rig, more)).toMatchObject({ outcome: 'undone', healed: true })
    await rig.host.clock.sleep(GRACE_MS)
    expect((await rig.runtime.containers.of('web-1'))?.state).toBe('running')
  })

  it('is let be where it was never asked, once it could have ended', async () => {
    const { rig, more } = await draining(5000)
    const waitedMs = await tookMs(rig, async () =>
      expect(await undoing(rig, more)).toMatchObject({
        outcome: 'nothing',
        healed: true,
        evidence: 'the container shop-web-1-1 is running; it was not ended meanwhile',
      }),
    )
    expect(waitedMs).toBeGreaterThan(GRACE_MS)
    expect(waitedMs).toBeLessThan(GRACE_MS + 5000)
  })

  it('is not waited for where it was started since, nor by what an older firedrill wrote', async () => {
    const { rig, more } = await draining(10)
    const { engine } = rig.runtime
    expect(await tookMs(rig, () => undoing(rig))).toBe(0)
    await engine.stop(rig.ids['web-1'] ?? '', GRACE_MS)
    await engine.start(rig.ids['web-1'] ?? '')
    const at = rig.host.clock.monoMs()
    expect(await undoing(rig, more)).toMatchObject({ outcome: 'nothing' })
    expect(rig.host.clock.monoMs() - at).toBe(0)
  })

  it('is one that a deploy removed in the meantime, where another has its place', async () => {
    const { rig, more } = await draining(5000)
    const { engine } = rig.runtime
    void rig.host.clock.sleep(3000).then(async () => {
      await engine.start(rig.engine.create({ name: 'shop-web-1-2', image: 'shop:1', program: {}, labels }))
      await engine.remove(rig.ids['web-1'] ?? '')
    })
    expect(await undoing(rig, more)).toMatchObject({
      outcome: 'nothing',
      evidence: expect.stringContaining('in its place the container shop-web-1-2 is running'),
    })
  })
})
