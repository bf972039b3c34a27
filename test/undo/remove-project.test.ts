import { describe, expect, it } from 'vitest'
import { endpointArg } from '../../src/undo/args.ts'
import { idleHands } from '../../src/undo/idle-hands.ts'
import { runUndo } from '../../src/undo/map.ts'
import { ENDPOINT, open, rigWith } from '../target/compose/rig.ts'

const undo = { kind: 'remove-project', args: { endpoint: ENDPOINT, project: 'shop', run: 'r' } }
const project = { 'com.docker.compose.project': 'shop' }

describe('removing a project', () => {
  it('takes away all that is of it or carries the run’s label, frozen containers too, and nothing else', async () => {
    const { host, engine, runtime, ids } = await rigWith({ down: ['db'] })
    engine.addNetwork('shop_app', project)
    engine.addVolume('shop_data', project)
    engine.addImage('made-for-the-run', { labels: { 'dev.firedrill.run': 'r' } })
    engine.addImage('release', { labels: project })
    engine.addNetwork('theirs', { 'com.docker.compose.project': 'shop-2' })
    const other = engine.create({
      name: 'other',
      image: 'shop:1',
      program: {},
      labels: { 'dev.firedrill.run': 'r2' },
    })
    await runtime.engine.pause(ids['web-1'] ?? '')
    const context = { host, signal: open, hurry: true }
    expect(await runUndo(undo, context)).toMatchObject({
      outcome: 'undone',
      healed: true,
      evidence: expect.stringContaining('7 had'),
    })
    expect(await runtime.engine.containers(project)).toEqual([])
    expect(await runtime.engine.volumes(project)).toEqual([])
    expect(await runtime.engine.container(other)).not.toBeNull()
    expect(await runtime.engine.networks({ 'com.docker.compose.project': 'shop-2' })).toHaveLength(1)
    expect(await runtime.engine.image('shop:1')).not.toBeNull()
    expect(await runtime.engine.image('release')).not.toBeNull()
    expect(await runtime.engine.image('made-for-the-run')).toBeNull()
    expect(await runUndo(undo, context)).toMatchObject({ outcome: 'nothing', healed: true })
  })

  it('looks again: an engine may still be making what it was asked for', async () => {
    const { host, engine, runtime } = await rigWith()
    const late = host.clock
      .sleep(600)
      .then(() => engine.create({ name: 'late', image: 'shop:1', program: {}, labels: project }))
    expect(await runUndo(undo, { host, signal: open, hurry: true })).toMatchObject({ healed: true })
    await late
    expect(await runtime.engine.containers(project)).toEqual([])
  })

  it('is not done when the engine cannot be asked, and says what to type', async () => {
    const { host, engine } = await rigWith()
    engine.become('gone')
    expect(await runUndo(undo, { host, signal: open, hurry: true })).toMatchObject({
      healed: false,
      outcome: 'failed',
    })
  })

  it('takes everything away also where its time is over before it begins', async () => {
    const { host, engine, runtime } = await rigWith()
    engine.addNetwork('shop_app', project)
    engine.addVolume('shop_data', project)
    const context = { host, signal: AbortSignal.abort(), hurry: true }
    expect(await runUndo(undo, context)).toMatchObject({ outcome: 'undone', healed: true })
    expect(await runtime.engine.containers(project)).toEqual([])
    expect(await runtime.engine.volumes(project)).toEqual([])
    expect(await runUndo(undo, context)).toMatchObject({ outcome: 'nothing', healed: true })
  })

  it('says what is left when its time is over', async () => {
    const { host } = await rigWith()
    const context = { host: idleHands(host), signal: AbortSignal.abort(), hurry: true }
    expect(await runUndo(undo, context)).toMatchObject({
      outcome: 'failed',
      evidence: expect.stringContaining('container shop-web-1-1'),
      remedy:
        'docker --host unix:///var/run/docker.sock compose --project-name shop down --volumes --remove-orphans',
    })
  })
})

it('reads an endpoint out of a journal, and refuses what is none', () => {
  expect(endpointArg({ e: { url: 'tcp://x', tls: { dir: '/d', verify: false } } }, 'e')).toEqual({
    url: 'tcp://x',
    tls: { dir: '/d', verify: false },
  })
  expect(() => endpointArg({ e: 'tcp://x' }, 'e')).toThrow('must be an endpoint')
  expect(() => endpointArg({ e: { url: 1 } }, 'e')).toThrow('"e.url" must be a text')
  expect(() => endpointArg({ e: { url: 'x', tls: {} } }, 'e')).toThrow('"e.tls" must be')
})
