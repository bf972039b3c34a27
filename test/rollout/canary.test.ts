import { describe, expect, test } from 'vitest'
import { canary } from '../../src/rollout/canary.ts'
import { canaryWeights } from '../../src/rollout/canary-pair.ts'
import type { TrafficSample } from '../../src/rollout/rollout.ts'
import type { CanarySettings } from '../../src/target/target.ts'
import { backwards, onFake, type RolloutRig, type RolloutRigOptions } from './on-fake.ts'

const SETTINGS: CanarySettings = {
  share: 0.2,
  warmUpMs: 5000,
  intervalMs: 3000,
  intervals: 10,
  latencyRatio: 1.25,
  errorMargin: 0.01,
  hardErrors: 0.1,
  hardP95Ms: 1000,
  minRequests: 30,
}

interface Side {
  everyMs: number
  durationMs: (k: number) => number
  ok: (k: number) => boolean
}
/** A bit of variety, the same on both sides. */
const GOOD: Side = { everyMs: 25, durationMs: (k) => 4 + (k % 7), ok: () => true }

function traffic(canarySide: Partial<Side> = {}, controlSide: Partial<Side> = {}) {
  const sides = { canary: { ...GOOD, ...canarySide }, control: { ...GOOD, ...controlSide } }
  return (fromMs: number, toMs: number): TrafficSample[] =>
    Object.entries(sides).flatMap(([instance, { everyMs, durationMs, ok }]) => {
      const first = Math.ceil(fromMs / everyMs)
      const count = Math.ceil(toMs / everyMs) - first
      return Array.from({ length: Math.max(0, count) }, (_, i) => {
        const k = first + i
        return { startMs: k * everyMs, durationMs: durationMs(k), ok: ok(k), instance }
      })
    })
}

const onCanary = (options: RolloutRigOptions & { settings?: Partial<CanarySettings> } = {}) => {
  const { settings, ...more } = options
  const strategy = { kind: 'canary' as const, settleMs: 500, canary: { ...SETTINGS, ...settings } }
  return onFake({ strategy, traffic: traffic(), ...more })
}

async function nothingIsLeft(rig: RolloutRig): Promise<void> {
  expect(await rig.names()).toEqual(['web-1', 'web-2'])
  expect(rig.fake.weights()).toEqual({ 'web-1': 1, 'web-2': 1 })
}

describe('a good release', () => {
  test('is promoted, and goes on as a rolling deploy', async () => {
    const rig = await onCanary()
    const startMs = rig.context.nowMs()
    expect(await canary.ship(rig.context)).toEqual({ outcome: 'deployed' })
    expect(rig.changed.slice(0, 3)).toEqual([
      'start canary',
      'start control',
      'route web-1*3,web-2*3,canary*2,control*2',
    ])
    expect(rig.told.filter((line) => line.startsWith('canary'))).toEqual([
      expect.stringContaining("canary promote: latency 1.00 times the control's"),
    ])
    // Triggers look at what users see from here on.
    expect(rig.told[0]).toBe('switched canary to 1.1.0')
    expect(rig.told.slice(-2)).toEqual(['switched web-1 to 1.1.0', 'switched web-2 to 1.1.0'])
    // Warm-up, ten intervals, and time for the last lines of the log.
    expect(rig.context.nowMs() - startMs).toBeGreaterThanOrEqual(36_500)
    expect(rig.context.nowMs() - startMs).toBeLessThan(40_000)
    await nothingIsLeft(rig)
    expect(await rig.serves()).toEqual(['web-1: 1.1.0 ready', 'web-2: 1.1.0 ready'])
    await canary.back(backwards(rig.context))
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  test('that fails for a moment is not stopped by a hard limit that it keeps over a whole interval', async () => {
    // Five seconds of the two minutes: 4 %.
    const ok = (k: number) => k * 100 < 200_000 || k * 100 >= 205_000
    const settings = { intervalMs: 120_000, hardErrors: 0.05, hardP95Ms: 1e9, errorMargin: 0.5 }
    const rig = await onCanary({ traffic: traffic({ everyMs: 100, ok }, { everyMs: 100 }), settings })
    expect(await canary.ship(rig.context)).toEqual({ outcome: 'deployed' })
  })

  test('slow only while it warms up is promoted', async () => {
    const durationMs = (k: number) => (k * 25 < 5500 ? 2000 : GOOD.durationMs(k))
    const rig = await onCanary({ traffic: traffic({ durationMs }) })
    expect(await canary.ship(rig.context)).toEqual({ outcome: 'deployed' })
  })
})

describe('a release that is worse', () => {
  test('in latency is taken away, with the numbers', async () => {
    const rig = await onCanary({ traffic: traffic({ durationMs: (k) => 1.6 * GOOD.durationMs(k) }) })
    expect(await canary.ship(rig.context)).toMatchObject({
      outcome: 'refused',
      code: 'canary-worse',
      detail: expect.stringContaining("latency 1.60 times the control's"),
    })
    expect(rig.told.slice(-3).map((line) => line.split(':')[0])).toEqual([
      'decided to go back to 1.0.0',
      'started to go back',
      'went back',
    ])
    await nothingIsLeft(rig)
    expect(await rig.serves()).toEqual(['web-1: 1.0.0 ready', 'web-2: 1.0.0 ready'])
  })

  test('only in the second half of each long interval is taken away as well', async () => {
    const durationMs = (k: number) => ((k * 100 - 5000) % 120_000 < 60_000 ? 1 : 3) * GOOD.durationMs(k)
    const sides = traffic({ everyMs: 100, durationMs }, { everyMs: 100 })
    const rig = await onCanary({ traffic: sides, settings: { intervalMs: 120_000 } })
    expect(await canary.ship(rig.context)).toMatchObject({ code: 'canary-worse' })
  })

  test('in failures is taken away', async () => {
    const rig = await onCanary({
      traffic: traffic({ ok: (k) => k % 20 !== 3 }),
      settings: { hardP95Ms: 1e9 },
    })
    expect(await canary.ship(rig.context)).toMatchObject({ code: 'canary-worse' })
    await nothingIsLeft(rig)
  })

  test.each([
    ['fails more than the hard limit', { ok: (k: number) => k % 5 !== 0 }, 'requests failed'],
    ['is slower than the hard limit', { durationMs: () => 1500 }, 'p95 of'],
  ])('and %s is not waited for', async (_what, side, why) => {
    const rig = await onCanary({ traffic: traffic(side) })
    const startMs = rig.context.nowMs()
    expect(await canary.ship(rig.context)).toMatchObject({
      code: 'canary-worse',
      detail: expect.stringContaining(why),
    })
    expect(rig.context.nowMs() - startMs).toBeLessThan(10_000)
    await nothingIsLeft(rig)
  })

  test('and ends by itself is not waited for either', async () => {
    const rig = await onCanary({
      onChange: (what, { fake }) => what.startsWith('route web-1*3') && crashLater(fake),
    })
    const crashLater = (fake: RolloutRig['fake']) =>
      void rig.context.clock.sleep(8000).then(() => fake.crash('canary'))
    expect(await canary.ship(rig.context)).toMatchObject({
      code: 'canary-worse',
      detail: 'the canary ended by itself',
    })
    await nothingIsLeft(rig)
  })

  test('is rolled back also where the control ended with it', async () => {
    const rig = await onCanary({
      onChange: (what, { fake }) =>
        what.startsWith('route web-1*3') &&
        void rig.context.clock.sleep(8000).then(() => {
          fake.crash('control')
          fake.crash('canary')
        }),
    })
    expect(await canary.ship(rig.context)).toMatchObject({ code: 'canary-worse' })
  })

  test.each([
    ['1.1.0-exits', 'start-failed'],
    ['1.1.0-never-ready', 'never-ready'],
  ])('%s never gets a request', async (to, code) => {
    const rig = await onCanary({ to })
    expect(await canary.ship(rig.context)).toMatchObject({ outcome: 'refused', code })
    expect(rig.changed.some((what) => what.includes('canary*'))).toBe(false)
    await nothingIsLeft(rig)
  })
})

test.each(['canary', 'control'])('no user reaches the %s: it is not compared with nothing', async (name) => {
  const rig = await onCanary({
    deploy: (own) => ({ reached: async (each) => each !== name && own.reached(each) }),
  })
  expect(await canary.ship(rig.context)).toMatchObject({
    outcome: 'refused',
    code: 'never-ready',
    detail: expect.stringContaining(`${name} was ready, and no request at the edge reached it`),
  })
  await nothingIsLeft(rig)
})

describe('what cannot be decided is taken away', () => {
  test.each([
    ['too little traffic', { traffic: traffic({ everyMs: 250 }, { everyMs: 250 }) }],
    ['nothing in the log', { traffic: () => [] }],
  ])('%s', async (_what, options) => {
    const rig = await onCanary(options)
    expect(await canary.ship(rig.context)).toMatchObject({ outcome: 'refused', code: 'canary-inconclusive' })
    expect(rig.told.some((line) => line.startsWith('canary inconclusive'))).toBe(true)
    await nothingIsLeft(rig)
  })

  test('a control that ended', async () => {
    const rig = await onCanary({
      onChange: (what, { fake }) =>
        what.startsWith('route web-1*3') &&
        void rig.context.clock.sleep(8000).then(() => fake.crash('control')),
    })
    expect(await canary.ship(rig.context)).toMatchObject({ code: 'canary-inconclusive' })
    await nothingIsLeft(rig)
  })

  test('a control that does not start is no refusal, but an error', async () => {
    const rig = await onCanary({ from: '1.1.0-exits', releases: ['1.0.0', '1.1.0', '1.1.0-exits'] })
    await expect(canary.ship(rig.context)).rejects.toThrow('control ended before it was ready')
    await nothingIsLeft(rig)
  })
})

test.each([1000, 20_000])('cancelled after %i ms, nothing is left', async (afterMs) => {
  const rig = await onCanary()
  void rig.context.clock.sleep(afterMs).then(rig.cancel)
  expect(await canary.ship(rig.context)).toEqual({ outcome: 'cancelled' })
  await nothingIsLeft(rig)
})

test('cancelled while it starts, what ends then is no refusal', async () => {
  const rig = await onCanary({
    to: '1.1.0-exits',
    onChange: (what, { cancel }) => what === 'start canary' && cancel(),
  })
  expect(await canary.ship(rig.context)).toEqual({ outcome: 'cancelled' })
  expect(rig.told).toEqual([])
  await nothingIsLeft(rig)
})

test('it needs the edge’s log, before anything is started', async () => {
  const rig = await onCanary()
  await expect(canary.ship({ ...rig.context, traffic: null })).rejects.toMatchObject({
    code: 'capability-missing',
  })
  expect(rig.changed).toEqual([])
})

describe('weights', () => {
  test('give the share of all requests, in whole numbers', () => {
    expect(canaryWeights(['web-1', 'web-2'], 0.2)).toEqual([
      { name: 'web-1', weight: 3 },
      { name: 'web-2', weight: 3 },
      { name: 'canary', weight: 2 },
      { name: 'control', weight: 2 },
    ])
    const weights = canaryWeights(['a', 'b', 'c'], 0.07).map(({ weight }) => weight)
    const sum = weights.reduce((all, weight) => all + weight, 0)
    expect(weights.at(-1)! / sum).toBeCloseTo(0.07, 10)
    expect(weights.every(Number.isInteger)).toBe(true)
  })

  test('leave nothing for the others where both take half', () => {
    expect(canaryWeights(['web-1'], 0.5).map(({ weight }) => weight)).toEqual([0, 1, 1])
  })
})
