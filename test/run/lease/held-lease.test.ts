import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FiredrillError } from '../../../src/errors.ts'
import { type Keeper, startKeeper } from '../../../src/host/keeper/start.ts'
import { type HeldLease, holdLease, renewEveryMs } from '../../../src/run/lease/held-lease.ts'
import { ENDPOINT, IMAGE, LENGTH_MS, type OnLease, onLease } from './on-lease.ts'

let rig: OnLease
let keeper: Keeper
let lease: HeldLease
let lost: FiredrillError[]
let renewals: number

async function hold(made: OnLease): Promise<void> {
  rig = made
  lost = []
  renewals = 0
  const { clock, engines } = rig.host
  const engine = engines.open(ENDPOINT)
  const wish = { run: 'r', record: '/r', lengthMs: LENGTH_MS, image: null, others: [IMAGE], socket: null }
  keeper = await startKeeper(engine, clock, wish)
  await engine.follow({ 'dev.firedrill.keeper': 'r' }, ({ action }) => {
    if (action === 'kill') renewals += 1
  })
  lease = await holdLease({
    engine,
    renewing: engines.open(ENDPOINT, { timeoutMs: renewEveryMs(LENGTH_MS) }),
    keeper,
    lengthMs: LENGTH_MS,
    clock,
    journal: rig.journal,
    onLost: (why) => lost.push(why),
  })
}

beforeEach(async () => hold(await onLease()))
afterEach(() => lease.stop())

const pause = () => ({ kind: 'unpause-container', args: { endpoint: ENDPOINT, id: rig.ids['web-1'] ?? '' } })
/** What is under way without any time passing comes to its end. */
async function said(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
}
const codes = () => lost.map(({ code }) => code)

describe('a lease', () => {
  test('is renewed six times in its length, under the name of its keeper', async () => {
    await rig.host.clock.advance(LENGTH_MS - 1)
    // The first is that which began it; one follows at once.
    expect(renewals).toBe(7)
    expect(codes()).toEqual([])
  })

  test('covers what a keeper can take back: it is told before, and that it holds it is said', async () => {
    await lease.cover('pause web-1', pause())
    expect(JSON.parse(rig.told[0] ?? '')).toMatchObject([{ what: 'let go on web-1', id: rig.ids['web-1'] }])
    expect(rig.said('lease-covers')).toMatchObject([
      { engine: ENDPOINT.url, what: 'pause web-1', tasks: ['let go on web-1'] },
    ])
  })

  test('says nothing to the keeper of what that cannot take back', async () => {
    await lease.cover('deploy 2', { kind: 'run-command', args: { endpoint: ENDPOINT } })
    expect([rig.told, rig.said('lease-covers')]).toEqual([[], []])
  })

  test('outlives a hiccup, which is said once', async () => {
    rig.machine.become('gone')
    await rig.host.clock.advance(20_000)
    rig.machine.become('answers')
    await rig.host.clock.advance(60_000)
    expect(codes()).toEqual([])
    expect(rig.said('progress')).toHaveLength(1)
    expect(rig.said('progress')[0]?.text).toContain('its keeper takes everything back in')
  })
})

describe('a lease is lost, once, and nothing is covered from then on', () => {
  const isLost = async (why: RegExp) => {
    await said()
    expect(codes()).toEqual(['lease-lost'])
    expect(lost[0]?.message).toMatch(why)
    expect(rig.said('lease-lost')).toHaveLength(1)
    const before = rig.told.length
    await expect(lease.cover('pause web-1', pause())).rejects.toMatchObject({ code: 'lease-lost' })
    expect(rig.told).toHaveLength(before)
  }

  test.each(['gone', 'silent'] as const)('when the engine is %s for its length', async (manner) => {
    rig.machine.become(manner)
    await rig.host.clock.advance(LENGTH_MS - 5001)
    expect(codes()).toEqual([])
    await rig.host.clock.advance(25_000)
    rig.machine.become('answers')
    await isLost(/did not answer for 30/)
  })

  test('when the keeper ended, or somebody removed it', async () => {
    await rig.host.engines.open(ENDPOINT).remove(keeper.id)
    await rig.host.clock.advance(5001)
    await isLost(/is there no more, or has taken everything back/)
  })

  test('when the keeper has taken everything back: what it did is in the journal', async () => {
    // It has given its name up.
    rig.machine.say(keeper.id, 'stdout', '{"said":"fired","what":"nothing was heard"}')
    rig.machine.say(keeper.id, 'stdout', '{"said":"done","what":"let go on web-1: done"}')
    rig.machine.rename(keeper.id, `${keeper.name}-fired`)
    await rig.host.clock.advance(5001)
    await isLost(/has taken everything back/)
    expect(rig.said('lease-lost')[0]?.deeds).toEqual([
      expect.stringContaining('took everything back: nothing was heard'),
      expect.stringContaining('let go on web-1: done'),
    ])
  })

  test('also while something is about to be covered', async () => {
    await rig.host.engines.open(ENDPOINT).remove(keeper.id)
    await expect(lease.cover('pause web-1', pause())).rejects.toMatchObject({ code: 'lease-lost' })
    await isLost(/is there no more/)
  })

  test('when the keeper does not take what it is told', async () => {
    await lease.stop()
    await hold(await onLease({ takes: 1 }))
    await expect(lease.cover('pause web-1', pause())).rejects.toMatchObject({ code: 'lease-lost' })
    expect(codes()).toEqual(['lease-lost'])
  })

  test('when this machine was asleep: before a change the lease is renewed anew, by the wall clock', async () => {
    rig.machine.rename(keeper.id, `${keeper.name}-fired`)
    // A monotonic clock does not move while a machine sleeps.
    rig.host.clock.stepWall(3_600_000)
    await expect(lease.cover('pause web-1', pause())).rejects.toMatchObject({ code: 'lease-lost' })
    await isLost(/has taken everything back/)
  })
})

test('that its keeper goes with a run that is over is no loss', async () => {
  rig.journal.write({ type: 'run-ended', run: 'completed', reason: '', errorCode: null, by: 'run' })
  await rig.host.engines.open(ENDPOINT).remove(keeper.id)
  await rig.host.clock.advance(60_000)
  expect([codes(), rig.said('lease-lost')]).toEqual([[], []])
})
