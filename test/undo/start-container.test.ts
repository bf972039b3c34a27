import { expect, it } from 'vitest'
import { startContainer } from '../../src/undo/start-container.ts'
import { ENDPOINT, open, type Rig, rigWith } from '../target/compose/rig.ts'

const labels = {
  'com.docker.compose.project': 'shop',
  'com.docker.compose.service': 'web-1',
  'com.docker.compose.oneoff': 'False',
}

function undoing({ host, ids }: Rig) {
  const args = { endpoint: ENDPOINT, id: ids['web-1'] ?? '', labels, readyMs: 1000 }
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
