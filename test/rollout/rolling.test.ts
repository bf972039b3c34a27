import { describe, expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { rolling } from '../../src/rollout/rolling.ts'
import { onFake, type RolloutRig } from './on-fake.ts'

const starts = ({ changed }: RolloutRig) => changed.filter((what) => what.startsWith('start '))
const killed = () =>
  new FiredrillError('start-failed', 'web-1 ended before it was ready (signal SIGKILL).', { hint: '' })

describe('shipping', () => {
  test('goes from one instance to the next, each out of the edge while it is replaced', async () => {
    const rig = await onFake()
    expect(await rolling.ship(rig.context)).toEqual({ outcome: 'deployed' })
    expect(rig.changed.filter((what) => !what.startsWith('point'))).toEqual([
      'route web-1*0,web-2*1',
      'stop web-1',
      'start web-1',
      'route web-1*1,web-2*1',
      'route web-1*1,web-2*0',
      'stop web-2',
      'start web-2',
      'route web-1*1,web-2*1',
    ])
    expect(rig.told).toEqual(['switched web-1 to 1.1.0', 'switched web-2 to 1.1.0'])
    expect(await rig.serves()).toEqual(['web-1: 1.1.0 ready', 'web-2: 1.1.0 ready'])
  })

  test('never leaves users without an instance that is ready', async () => {
    const fewest: number[] = []
    const rig = await onFake({
      count: 3,
      async onChange(_what, { target }) {
        fewest.push((await target.instances()).filter(({ ready }) => ready).length)
      },
    })
    await rolling.ship(rig.context)
    expect(Math.min(...fewest)).toBe(2)
  })

  test('works where the edge cannot be told and does not tell who answered: it is given time', async () => {
    const rig = await onFake({ routes: false, tells: false, strategy: { kind: 'rolling', settleMs: 700 } })
    const startMs = rig.context.nowMs()
    expect(await rolling.ship(rig.context)).toEqual({ outcome: 'deployed' })
    expect(rig.changed.some((what) => what.startsWith('route'))).toBe(false)
    expect(rig.context.nowMs() - startMs).toBe(1400)
  })

  test('says so when there is only one instance', async () => {
    const rig = await onFake({ count: 1 })
    expect(await rolling.ship(rig.context)).toEqual({ outcome: 'deployed' })
    expect(rig.told[0]).toContain('web-1 is the only instance')
  })

  test('does not take the next one out before another is reached', async () => {
    const rig = await onFake()
    const reached = async (name: string) => name !== 'web-2'
    const context = { ...rig.context, deploy: { ...rig.deploy, reached } }
    const shipped = await rolling.ship(context)
    expect(shipped).toMatchObject({ outcome: 'refused', code: 'never-ready' })
    expect(starts(rig)).toEqual([])
  })

  test('one that the edge does not tell about counts as serving only when it is ready', async () => {
    const rig = await onFake({ tells: false })
    rig.fake.unready('web-2')
    expect(await rolling.ship(rig.context)).toMatchObject({ outcome: 'refused', code: 'never-ready' })
    expect(rig.changed).not.toContain('stop web-1')
  })
})

describe('a release that the readiness gate stops', () => {
  test.each([
    ['1.1.0-exits', 'start-failed'],
    ['1.1.0-never-ready', 'never-ready'],
  ])('%s is refused as %s, and what it had switched is put back', async (to, code) => {
    const rig = await onFake({ to })
    const shipped = await rolling.ship(rig.context)
    expect(shipped).toMatchObject({
      outcome: 'refused',
      code,
      detail: expect.stringContaining('Look at its log.'),
    })
    expect(rig.told).toEqual([
      expect.stringMatching(`^decided to go back to 1.0.0: ${code}: web-1`),
      'started to go back',
      'switched web-1 to 1.0.0',
      'went back',
    ])
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
    expect(starts(rig)).toEqual(['start web-1', 'start web-1'])
    expect(rig.fake.weights()).toEqual({ 'web-1': 1, 'web-2': 1 })
  })

  test('at the second instance takes the first one back as well', async () => {
    let count = 0
    const rig = await onFake({
      async beforeReady(_name, { version }) {
        if (version !== '1.1.0') return
        count += 1
        if (count === 2) throw new FiredrillError('never-ready', 'web-2 was not ready.', { hint: 'Wait.' })
      },
    })
    expect(await rolling.ship(rig.context)).toMatchObject({ outcome: 'refused', code: 'never-ready' })
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  test('ready, and never reached by users, is refused', async () => {
    const rig = await onFake({
      deploy: (own) => ({
        reached: async (name) =>
          (await own.all()).find((each) => each.name === name)?.release?.version === '1.1.0'
            ? false
            : own.reached(name),
      }),
    })
    const shipped = await rolling.ship(rig.context)
    expect(shipped).toMatchObject({
      code: 'never-ready',
      detail: expect.stringContaining('no request at the edge'),
    })
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })
})

describe('an instance that is killed meanwhile', () => {
  test('before its turn goes first: the one that serves is not taken out for it', async () => {
    const rig = await onFake()
    rig.fake.crash('web-2')
    expect(await rolling.ship(rig.context)).toEqual({ outcome: 'deployed' })
    expect(starts(rig)).toEqual(['start web-2', 'start web-1'])
  })

  test('is simply started on the new release', async () => {
    const rig = await onFake({
      onChange(what, { fake }) {
        if (what === 'start web-1') fake.crash('web-2')
      },
    })
    expect(await rolling.ship(rig.context)).toEqual({ outcome: 'deployed' })
    expect(starts(rig)).toEqual(['start web-1', 'start web-2'])
    expect(await rig.serves()).toEqual(['web-1: 1.1.0 ready', 'web-2: 1.1.0 ready'])
  })

  test('after its turn is started once more', async () => {
    const rig = await onFake({
      onChange(what, { fake }) {
        if (what === 'start web-2') fake.crash('web-1')
      },
    })
    expect(await rolling.ship(rig.context)).toEqual({ outcome: 'deployed' })
    expect(starts(rig)).toEqual(['start web-1', 'start web-2', 'start web-1'])
  })

  test('while it starts is started once more, and no release is blamed', async () => {
    let kills = 1
    const rig = await onFake({
      async beforeReady(name, { version }) {
        if (name === 'web-1' && version === '1.1.0' && kills-- > 0) throw killed()
      },
    })
    expect(await rolling.ship(rig.context)).toEqual({ outcome: 'deployed' })
    expect(rig.told[0]).toContain('web-1 was killed before it was ready')
  })

  test('again and again is no instance: the rollout goes back', async () => {
    const rig = await onFake({
      async beforeReady(name, { version }) {
        if (name === 'web-1' && version === '1.1.0') throw killed()
      },
    })
    expect(await rolling.ship(rig.context)).toMatchObject({ outcome: 'refused', code: 'start-failed' })
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  test('that does not stay after it was ready ends the rollout', async () => {
    const rig = await onFake({
      async onChange(what, { fake, serves }) {
        if (what.startsWith('route web-1*1') && (await serves())[0] === 'web-1: 1.1.0 ready')
          fake.crash('web-1')
      },
    })
    const shipped = await rolling.ship(rig.context)
    expect(shipped).toMatchObject({ outcome: 'refused', code: 'start-failed' })
    expect(starts(rig).filter((what) => what === 'start web-1')).toHaveLength(3)
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })
})

test('what served before and cannot be brought back is refused too, and has not gone back', async () => {
  let rig: RolloutRig | null = null
  rig = await onFake({
    to: '1.1.0-exits',
    async beforeReady(_name, { version }) {
      if (rig?.told.includes('started to go back') && version === '1.0.0')
        throw new FiredrillError('never-ready', 'web-1 was not ready.', { hint: 'Wait.' })
    },
  })
  expect(await rolling.ship(rig.context)).toMatchObject({
    outcome: 'refused',
    code: 'never-ready',
    detail: expect.stringContaining('1.0.0 could not be brought back: web-1 was not ready. Wait.'),
  })
  expect(rig.told).not.toContain('went back')
})

describe('cancelled', () => {
  test('it ends as it is, for a rollback to take back', async () => {
    const rig = await onFake({
      onChange(what, { cancel }) {
        if (what === 'start web-1') cancel()
      },
    })
    expect(await rolling.ship(rig.context)).toEqual({ outcome: 'cancelled' })
    expect(rig.told.some((line) => line.includes('go back'))).toBe(false)
  })

  test('before it began it switches nothing', async () => {
    const rig = await onFake()
    rig.cancel()
    expect(await rolling.ship(rig.context)).toEqual({ outcome: 'cancelled' })
    expect(rig.changed).toEqual([])
  })
})

test('what is no fault of the release is an error', async () => {
  const rig = await onFake({ deploy: () => ({ replace: () => Promise.reject(new Error('ENOSPC')) }) })
  await expect(rolling.ship(rig.context)).rejects.toThrow('ENOSPC')
})
