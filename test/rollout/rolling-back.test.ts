import { describe, expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { rolling } from '../../src/rollout/rolling.ts'
import { backwards, onFake, type RolloutRig } from './on-fake.ts'

const starts = ({ changed }: RolloutRig) => changed.filter((what) => what.startsWith('start '))

describe('the way back', () => {
  async function shipped(options: Parameters<typeof onFake>[0] = {}) {
    const rig = await onFake(options)
    await rolling.ship(rig.context)
    rig.changed.length = 0
    rig.told.length = 0
    return rig
  }

  test('goes one by one while another is ready', async () => {
    const rig = await shipped()
    await rolling.back(backwards(rig.context))
    expect(starts(rig)).toEqual(['start web-1', 'start web-2'])
    expect(rig.changed).toContain('route web-1*0,web-2*1')
    expect(rig.told).toEqual(['switched web-1 to 1.0.0', 'switched web-2 to 1.0.0'])
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
    expect(rig.fake.weights()).toEqual({ 'web-1': 1, 'web-2': 1 })
  })

  test('never leaves users without an instance that is ready', async () => {
    const fewest: number[] = []
    const rig = await shipped({
      async onChange(_what, { target }) {
        fewest.push((await target.instances()).filter(({ ready }) => ready).length)
      },
    })
    fewest.length = 0
    await rolling.back(backwards(rig.context))
    expect(Math.min(...fewest)).toBe(1)
  })

  test('gives back to the edge what a cancelled deploy has left out, though nothing was switched', async () => {
    const rig = await onFake({
      deploy: (own) => ({
        async replace(name, release, signal) {
          if (release.version === '1.1.0') rig.cancel()
          signal.throwIfAborted()
          return own.replace(name, release, signal)
        },
      }),
    })
    expect(await rolling.ship(rig.context)).toEqual({ outcome: 'cancelled' })
    expect(rig.fake.weights()).toEqual({ 'web-1': 0, 'web-2': 1 })
    await rolling.back({ ...backwards(rig.context), signal: new AbortController().signal })
    expect(rig.fake.weights()).toEqual({ 'web-1': 1, 'web-2': 1 })
    expect(starts(rig)).toEqual([])
  })

  test('is over where the instances do not tell their release: each is switched once', async () => {
    const rig = await shipped()
    const { target } = rig
    const instances = async () => (await target.instances()).map((each) => ({ ...each, release: null }))
    await rolling.back({ ...backwards(rig.context), target: { ...target, instances } })
    expect(starts(rig)).toEqual(['start web-1', 'start web-2'])
  })

  test('gives one up that does not stay, and throws', async () => {
    const rig = await shipped({
      onChange(what, { fake, told }) {
        if (what.startsWith('route') && told.includes('switched web-1 to 1.0.0')) fake.crash('web-1')
      },
    })
    await expect(rolling.back(backwards(rig.context))).rejects.toThrow('web-1 was started 3 times')
    expect((await rig.serves())[1]).toBe('web-2: 1.0.0 ready')
  })

  test('gives the edge its time for each, as the way there does', async () => {
    const rig = await shipped({ tells: false, strategy: { kind: 'rolling', settleMs: 700 } })
    const startMs = rig.context.nowMs()
    await rolling.back(backwards(rig.context))
    expect(rig.context.nowMs() - startMs).toBe(1400)
  })

  test('begins with those that serve nobody', async () => {
    const rig = await shipped({ count: 3 })
    rig.fake.crash('web-3')
    rig.fake.unready('web-2')
    await rolling.back(backwards(rig.context))
    expect(starts(rig).slice(0, 2).toSorted()).toEqual(['start web-2', 'start web-3'])
    expect(starts(rig)).toHaveLength(3)
  })

  test('takes all at once where none is ready', async () => {
    const rig = await shipped()
    rig.fake.unready('web-1')
    rig.fake.unready('web-2')
    await rolling.back(backwards(rig.context))
    const stops = rig.changed.filter((what) => /^(stop|start)/.test(what)).map((what) => what.split(' ')[0])
    expect(stops).toEqual(['stop', 'stop', 'start', 'start'])
  })

  test('leaves alone what serves the release and is ready', async () => {
    const rig = await onFake()
    await rig.deploy.replace('web-1', rig.context.to, rig.context.signal)
    rig.changed.length = 0
    await rolling.back(backwards(rig.context))
    expect(starts(rig)).toEqual(['start web-1'])
    rig.fake.unready('web-2')
    await rolling.back(backwards(rig.context))
    expect(starts(rig)).toEqual(['start web-1', 'start web-2'])
  })

  test('starts one that is killed meanwhile', async () => {
    const rig = await shipped({
      onChange(what, { fake, told }) {
        if (what === 'start web-1' && told.length === 0 && fake.weights()?.['web-1'] === 0)
          fake.crash('web-2')
      },
    })
    await rolling.back(backwards(rig.context))
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  test('goes on where the edge does not take its list, and says so', async () => {
    const rig = await shipped()
    const route = () => Promise.reject(new Error('the edge is stuck'))
    await rolling.back({ ...backwards(rig.context), deploy: { ...rig.deploy, route } })
    expect(rig.told.join()).toContain('The edge did not take its new list: the edge is stuck')
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  test('goes on with the others where one does not come back, and throws at the end', async () => {
    let broken = ''
    const rig = await shipped({
      count: 3,
      async beforeReady(name) {
        if (name === broken) throw new FiredrillError('never-ready', `${name} was not ready.`, { hint: '' })
      },
    })
    broken = 'web-2'
    rig.fake.crash('web-2')
    await expect(rolling.back(backwards(rig.context))).rejects.toThrow('web-2 was not ready')
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: down', 'web-3: 1.0.0 ready'])
    expect(rig.fake.weights()).toEqual({ 'web-1': 1, 'web-2': 0, 'web-3': 1 })
    expect(rig.told).toContain('note: web-2 did not come back with 1.0.0: web-2 was not ready.')
  })

  test('cancelled, it tries no other', async () => {
    const rig = await shipped({
      onChange: (what, { cancel, told }) => what === 'start web-1' && told.length === 0 && cancel(),
    })
    const before = starts(rig).length
    await expect(rolling.back(backwards(rig.context))).rejects.toThrow('cancelled')
    expect(starts(rig)).toHaveLength(before)
  })

  test('throws when the release before does not start any more', async () => {
    const rig = await shipped()
    const context = backwards(rig.context)
    const gone = { ...context, to: { ...context.to, version: '1.1.0-exits' } }
    await expect(rolling.back(gone)).rejects.toMatchObject({ code: 'start-failed' })
  })
})
