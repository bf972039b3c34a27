import { describe, expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { blueGreen, otherSet } from '../../src/rollout/blue-green.ts'
import type { Deploy } from '../../src/target/target.ts'
import { backwards, onFake, type RolloutRigOptions } from './on-fake.ts'

const onBlueGreen = (options: RolloutRigOptions = {}) =>
  onFake({ strategy: { kind: 'blue-green', settleMs: 500 }, ...options })
const busy = () => new FiredrillError('command-failed', 'still busy.', { hint: 'Wait.' })
const GREEN = ['web-1-green', 'web-2-green']

test('the sets take turns', () => {
  expect(otherSet(['web-1', 'web-2'])).toEqual(GREEN)
  expect(otherSet(GREEN)).toEqual(['web-1', 'web-2'])
})

describe('shipping', () => {
  test('starts a second set, switches the edge over once users reach it, and keeps the old set', async () => {
    const rig = await onBlueGreen()
    const startMs = rig.context.nowMs()
    expect(await blueGreen.ship(rig.context)).toEqual({ outcome: 'deployed' })
    // Each of the two shares is given its time.
    expect(rig.context.nowMs() - startMs).toBe(1000)
    expect(rig.changed).toEqual([
      'start web-1-green',
      'start web-2-green',
      // An edge asks whether they are ready first: the old ones stay in until it has.
      'route web-1*4,web-2*4,web-1-green*1,web-2-green*1',
      'route web-1*1,web-2*1,web-1-green*1,web-2-green*1',
      'route web-1-green*1,web-2-green*1,web-1*0,web-2*0',
    ])
    expect(rig.told).toEqual(['switched web-1-green to 1.1.0', 'switched web-2-green to 1.1.0'])
    expect(await rig.serves()).toEqual(['web-1-green: 1.1.0 ready', 'web-2-green: 1.1.0 ready'])
    expect(await rig.names()).toEqual(['web-1', 'web-2', ...GREEN])
  })

  test('the next time goes back to the plain names', async () => {
    const rig = await onBlueGreen()
    await blueGreen.ship(rig.context)
    const again = { ...backwards(rig.context) }
    expect(await blueGreen.ship(again)).toEqual({ outcome: 'deployed' })
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  test.each([
    ['1.1.0-exits', 'start-failed'],
    ['1.1.0-never-ready', 'never-ready'],
  ])('%s never gets a request, and nothing of it is left', async (to, code) => {
    const rig = await onBlueGreen({ to })
    expect(await blueGreen.ship(rig.context)).toMatchObject({ outcome: 'refused', code })
    expect(rig.told.map((line) => line.split(':')[0])).toEqual([
      'decided to go back to 1.0.0',
      'started to go back',
      'went back',
    ])
    expect(rig.changed.some((what) => what.startsWith('route'))).toBe(false)
    expect(await rig.names()).toEqual(['web-1', 'web-2'])
  })

  test('one bad instance of the set is enough', async () => {
    const rig = await onBlueGreen({
      async beforeReady(name) {
        if (name === 'web-2-green') throw new Error('no memory left')
      },
    })
    await expect(blueGreen.ship(rig.context)).rejects.toThrow('no memory left')
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  test('a set that no user reaches is switched back', async () => {
    const rig = await onBlueGreen({
      deploy: (own) => ({ reached: async (name) => !name.endsWith('-green') && own.reached(name) }),
    })
    expect(await blueGreen.ship(rig.context)).toMatchObject({
      code: 'never-ready',
      detail: expect.stringContaining('web-1-green was ready, and no request at the edge reached it'),
    })
    expect(rig.fake.weights()).toEqual({ 'web-1': 1, 'web-2': 1 })
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
    expect(await rig.names()).toEqual(['web-1', 'web-2'])
  })

  test('an edge that goes on sending users to the old set has not switched', async () => {
    let ignored = false
    const rig = await onBlueGreen({
      deploy: (own) => ({ reached: async (name) => ignored || own.reached(name) }),
      onChange: (what) => {
        ignored ||= what.includes('web-1*0')
      },
    })
    expect(await blueGreen.ship(rig.context)).toMatchObject({
      code: 'command-failed',
      detail: expect.stringContaining('told to send nobody to web-1, web-2, and requests still reach'),
    })
    expect(rig.fake.weights()).toEqual({ 'web-1': 1, 'web-2': 1 })
    expect(await rig.names()).toEqual(['web-1', 'web-2'])
  })

  test('where the edge does not take the old set back, the new one is taken away all the same', async () => {
    const rig = await onBlueGreen({
      deploy: (own) => ({
        reached: async (name) => !name.endsWith('-green') && own.reached(name),
        async route(upstreams, signal) {
          if (upstreams.length === 2) throw new FiredrillError('command-failed', 'stuck.', { hint: 'Look.' })
          return own.route?.(upstreams, signal)
        },
      }),
    })
    expect(await blueGreen.ship(rig.context)).toMatchObject({
      outcome: 'refused',
      code: 'command-failed',
      detail: expect.stringContaining('could not be brought back: stuck.'),
    })
    expect(await rig.names()).toEqual(['web-1', 'web-2'])
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  test('an edge that switches back, and waits in vain for what is in flight, has switched back', async () => {
    const rig = await onBlueGreen({
      deploy: (own) => ({
        async route(upstreams, signal) {
          await own.route?.(upstreams, signal)
          if (upstreams.length === 2 || upstreams.some(({ weight }) => weight === 0)) throw busy()
        },
      }),
    })
    expect(await blueGreen.ship(rig.context)).toEqual({
      outcome: 'refused',
      code: 'command-failed',
      detail: 'still busy. Wait.',
    })
    expect(rig.told.slice(-2)).toEqual([
      'note: The edge has switched back, and its command did not end well: still busy.',
      'went back',
    ])
    expect(rig.fake.weights()).toEqual({ 'web-1': 1, 'web-2': 1 })
    expect(await rig.names()).toEqual(['web-1', 'web-2'])
  })

  test('what of it cannot be taken away is said, and does not undo the way back', async () => {
    const rig = await onBlueGreen({
      deploy: (own) => ({
        reached: async (name) => !name.endsWith('-green') && own.reached(name),
        async remove(name) {
          if (name === 'web-1-green') throw new Error('it does not end')
          return own.remove(name)
        },
      }),
    })
    expect(await blueGreen.ship(rig.context)).toMatchObject({ outcome: 'refused', code: 'never-ready' })
    expect(rig.told.filter((line) => line.includes('Not taken away'))).toEqual([
      'note: Not taken away: it does not end',
    ])
    expect(rig.told.at(-1)).toBe('went back')
    expect(await rig.names()).toEqual(['web-1', 'web-2', 'web-1-green'])
  })

  test('needs an edge that can be told', async () => {
    const rig = await onBlueGreen({ routes: false })
    await expect(blueGreen.ship(rig.context)).rejects.toMatchObject({ code: 'capability-missing' })
  })

  test('cancelled, it ends', async () => {
    const rig = await onBlueGreen({ onChange: (what, { cancel }) => what.startsWith('route') && cancel() })
    expect(await blueGreen.ship(rig.context)).toEqual({ outcome: 'cancelled' })
  })
})

describe('the way back', () => {
  test('is one switch at the edge while the old set still serves', async () => {
    const rig = await onBlueGreen()
    await blueGreen.ship(rig.context)
    rig.changed.length = 0
    rig.told.length = 0
    await blueGreen.back(backwards(rig.context))
    expect(rig.changed).toEqual(['route web-1*1,web-2*1,web-1-green*0,web-2-green*0'])
    expect(rig.told).toEqual(['switched web-1 to 1.0.0', 'switched web-2 to 1.0.0'])
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  test('is not done while users still reach what is taken back', async () => {
    let ignored = false
    const rig = await onBlueGreen({
      deploy: (own) => ({ reached: async (name) => (ignored ? name.endsWith('-green') : own.reached(name)) }),
    })
    await blueGreen.ship(rig.context)
    ignored = true
    await expect(blueGreen.back(backwards(rig.context))).rejects.toMatchObject({ code: 'command-failed' })
  })

  describe('where the command of the edge fails', () => {
    /** Shipped; then the way back with an edge that says that it is still busy. */
    async function stuck(more: { applies: boolean; reached?: (name: string) => Promise<boolean | null> }) {
      const rig = await onBlueGreen()
      await blueGreen.ship(rig.context)
      rig.told.length = 0
      const route: Deploy['route'] = async (upstreams, signal) => {
        if (more.applies) await rig.deploy.route?.(upstreams, signal)
        throw busy()
      }
      const { reached = rig.deploy.reached } = more
      return {
        rig,
        back: blueGreen.back({ ...backwards(rig.context), deploy: { ...rig.deploy, route, reached } }),
      }
    }

    test('once users are on the release of before, that is a note', async () => {
      const { rig, back } = await stuck({ applies: true })
      await back
      expect(rig.told[0]).toBe(
        'note: The edge has switched back, and its command did not end well: still busy.',
      )
      expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
    })

    test('while they are not, the way back has failed', async () => {
      const { rig, back } = await stuck({ applies: false })
      await expect(back).rejects.toThrow('still busy')
      expect(await rig.serves()).toEqual(['web-1-green: 1.1.0 ready', 'web-2-green: 1.1.0 ready'])
    })

    test('where nothing tells who answers, the command is believed', async () => {
      const { back } = await stuck({ applies: true, reached: async () => null })
      await expect(back).rejects.toThrow('still busy')
    })
  })

  test('starts what of the old set does not serve any more', async () => {
    const rig = await onBlueGreen()
    await blueGreen.ship(rig.context)
    rig.fake.crash('web-2')
    rig.changed.length = 0
    await blueGreen.back(backwards(rig.context))
    expect(rig.changed.filter((what) => !what.startsWith('point'))).toEqual([
      // Users leave the release that is taken back before anything is started.
      'route web-1*1,web-1-green*0,web-2-green*0',
      'start web-2',
      'route web-1*4,web-2*1',
      'route web-1*1,web-2*1',
      'route web-1*1,web-2*1,web-1-green*0,web-2-green*0',
    ])
  })

  test('one that does not come up keeps nobody on what is taken back, and is an error all the same', async () => {
    let broken = ''
    const rig = await onBlueGreen({
      async beforeReady(name) {
        if (name === broken) throw new FiredrillError('never-ready', `${name} was not ready.`, { hint: '' })
      },
    })
    await blueGreen.ship(rig.context)
    broken = 'web-1'
    for (const name of ['web-1', 'web-2']) await rig.deploy.remove(name)
    await expect(blueGreen.back(backwards(rig.context))).rejects.toThrow('web-1 was not ready')
    expect(rig.fake.weights()).toEqual({ 'web-2': 1, 'web-1-green': 0, 'web-2-green': 0 })
    expect(await rig.serves()).toEqual(['web-2: 1.0.0 ready'])
  })

  test('one that does not come up in its place is still of the app: nobody takes the app for whole', async () => {
    let broken = ''
    const rig = await onBlueGreen({
      async beforeReady(name) {
        if (name === broken) throw new FiredrillError('never-ready', `${name} was not ready.`, { hint: '' })
      },
    })
    await blueGreen.ship(rig.context)
    broken = 'web-1'
    rig.fake.crash('web-1')
    rig.fake.crash('web-1-green')
    rig.changed.length = 0
    await expect(blueGreen.back(backwards(rig.context))).rejects.toThrow('web-1 was not ready')
    // What is down is no part of the edge's list.
    expect(rig.changed[0]).toBe('route web-2*1,web-2-green*0')
    expect(await rig.serves()).toEqual(['web-1: down', 'web-2: 1.0.0 ready'])
  })

  test('one that users do not reach is an error at the end', async () => {
    const rig = await onBlueGreen()
    await blueGreen.ship(rig.context)
    rig.fake.crash('web-2')
    const reached = async (name: string) => name !== 'web-2' && rig.deploy.reached(name)
    const context = { ...backwards(rig.context), deploy: { ...rig.deploy, reached } }
    await expect(blueGreen.back(context)).rejects.toMatchObject({ code: 'never-ready' })
    expect(rig.fake.weights()).toEqual({ 'web-1': 1, 'web-2': 1, 'web-1-green': 0, 'web-2-green': 0 })
  })

  test('is one switch also where instances do not tell their release; the edge is given its time then', async () => {
    const rig = await onBlueGreen({ tells: false })
    await blueGreen.ship(rig.context)
    rig.changed.length = 0
    const all = async () => (await rig.deploy.all()).map((each) => ({ ...each, release: null }))
    const startMs = rig.context.nowMs()
    await blueGreen.back({ ...backwards(rig.context), deploy: { ...rig.deploy, all } })
    expect(rig.changed).toEqual(['route web-1*1,web-2*1,web-1-green*0,web-2-green*0'])
    expect(rig.context.nowMs() - startMs).toBeGreaterThanOrEqual(500)
  })

  test('where none comes up, users keep what they have', async () => {
    let over = false
    const rig = await onBlueGreen({
      async beforeReady() {
        if (over) throw new FiredrillError('start-failed', 'it ended.', { hint: '' })
      },
    })
    await blueGreen.ship(rig.context)
    over = true
    for (const name of ['web-1', 'web-2']) await rig.deploy.remove(name)
    await expect(blueGreen.back(backwards(rig.context))).rejects.toThrow('it ended')
    expect(await rig.serves()).toEqual(['web-1-green: 1.1.0 ready', 'web-2-green: 1.1.0 ready'])
  })

  test('makes a set of the release where none is there', async () => {
    const rig = await onBlueGreen()
    await blueGreen.ship(rig.context)
    for (const name of ['web-1', 'web-2']) await rig.deploy.remove(name)
    await blueGreen.back(backwards(rig.context))
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  test('after a deploy that ended before the switch, the old set stays', async () => {
    const rig = await onBlueGreen({
      onChange: (what, { cancel, context }) =>
        what === 'start web-2-green' && !context.signal.aborted && cancel(),
    })
    expect(await blueGreen.ship(rig.context)).toEqual({ outcome: 'cancelled' })
    rig.changed.length = 0
    await blueGreen.back({ ...backwards(rig.context), signal: new AbortController().signal })
    expect(rig.changed).toEqual(['route web-1*1,web-2*1,web-1-green*0,web-2-green*0'])
  })
})
