import { describe, expect, it } from 'vitest'
import { prepare } from '../../../src/measure/context.ts'
import {
  deployEnded,
  deployStarted,
  down,
  instances,
  rolledBack,
  state,
  switched,
  type Timed,
  triggered,
  watched,
} from '../build-instances.ts'
import { buildRecord, type RecordInput, type RequestInput, steadyRequests } from '../build-record.ts'
import { contextOf } from '../find.ts'

const TO = 60_000
const steady = steadyRequests({ fromMs: 0, toMs: TO })
const phases = [
  { name: 'baseline', durationMs: 5000 },
  { name: 'bad', durationMs: 40_000 },
]
/** web-1 was switched to a bad release at 12 s; the trigger fired at 15 s. */
const shipped: Timed[] = [
  instances(6000, ['web-1', 'web-2']),
  state('web-1', 1000),
  state('web-2', 1000),
  deployStarted(11_000, 'bad', '1.0.1-failing'),
  state('web-1', 12_000, { release: '1.0.1-failing', bootId: 'web-1-b' }),
  switched(12_000, 'bad', 'web-1', '1.0.1-failing'),
  ...triggered(15_000, 'bad'),
  deployEnded(15_100, 'bad', 'cancelled', 'triggered'),
]
const back = (atMs: number): Timed[] => [
  down('web-1', atMs - 1000),
  state('web-1', atMs, { bootId: 'web-1-c' }),
]
const failing = (fromMs: number, toMs: number): RequestInput[] =>
  steady.map((one, k) =>
    one.startMs >= fromMs && one.startMs < toMs && k % 20 === 0 ? { ...one, ok: false, status: 500 } : one,
  )

function rollback(events: Timed[], more: Partial<RecordInput> = {}) {
  const all = [...shipped, ...watched(1000, 52_000), ...events]
  const { rollbacks } = contextOf({ phases, requests: failing(12_000, 18_000), events: all, ...more })
  expect(rollbacks).toHaveLength(1)
  return rollbacks[0]!
}

describe('a rollback', () => {
  it('has its parts: decided, started, acted, ready, settled', () => {
    expect(rollback([...rolledBack(15_200, 19_000, 'bad'), ...back(18_500)])).toEqual({
      window: 'bad',
      why: 'triggered',
      to: '1.0.0',
      decidedMs: 15_000,
      startedMs: 15_200,
      actedMs: 19_000,
      readyMs: 18_500,
      settledMs: 19_000,
      earliestMs: 19_000,
      instances: [
        { name: 'web-1', readyMs: 18_500 },
        { name: 'web-2', readyMs: 15_000 },
      ],
      unknown: null,
    })
  })

  it('is not over while clients see failures', () => {
    const { settledMs } = rollback([...rolledBack(15_200, 16_000, 'bad'), ...back(16_000)], {
      requests: failing(12_000, 22_300),
    })
    expect(settledMs).toBe(23_000)
  })

  it('is not over while one instance still runs the bad release, though the edge answers from the old one', () => {
    // Clients are well from 16 s on: the edge sends nobody to web-1, which is back only at 31 s.
    const { readyMs, settledMs } = rollback([...rolledBack(15_200, 16_000, 'bad'), ...back(31_000)], {
      requests: failing(12_000, 16_000),
    })
    expect([readyMs, settledMs]).toEqual([31_000, 31_000])
    const never = rollback(rolledBack(15_200, 16_000, 'bad'), { requests: failing(12_000, 16_000) })
    expect(never).toMatchObject({ readyMs: null, settledMs: null, unknown: null })
    expect(never.instances).toEqual([
      { name: 'web-1', readyMs: null },
      { name: 'web-2', readyMs: 15_000 },
    ])
  })

  it('is not over while the last instance of all still runs the bad release', () => {
    const both = [
      state('web-2', 13_000, { release: '1.0.1-failing', bootId: 'web-2-b' }),
      down('web-2', 30_000),
      state('web-2', 31_000, { bootId: 'web-2-c' }),
    ]
    const seen = rollback([...rolledBack(15_200, 16_000, 'bad'), ...back(16_000), ...both], {
      requests: failing(12_000, 16_000),
    })
    expect([seen.readyMs, seen.settledMs]).toEqual([31_000, 31_000])
  })

  it('that clients never see the end of is not settled, which is known', () => {
    const seen = rollback([...rolledBack(15_200, 16_000, 'bad'), ...back(16_000)], {
      requests: failing(12_000, TO),
    })
    expect(seen).toMatchObject({ readyMs: 16_000, settledMs: null, unknown: null })
  })

  it('that is tried twice began with the first try, and has acted with the first that did', () => {
    const tries: Timed[] = [
      { atMs: 15_200, type: 'rollback-started', window: 'bad' },
      ...rolledBack(17_000, 19_000, 'bad'),
      ...rolledBack(24_000, 25_000, 'bad'),
    ]
    expect(rollback([...tries, ...back(18_500)])).toMatchObject({ startedMs: 15_200, actedMs: 19_000 })
  })

  it('is known of instances that tell their release to the watch alone', () => {
    const events = [...shipped, ...rolledBack(15_200, 19_000, 'bad'), ...back(18_500)]
    const { rollbacks } = contextOf({
      phases,
      requests: steady,
      events: [...events.filter(({ type }) => type !== 'instances'), ...watched(1000, 52_000)],
    })
    expect(rollbacks[0]).toMatchObject({ readyMs: 18_500, settledMs: 19_000, unknown: null })
  })

  it('is not over by clean seconds of before the last instance was ready', () => {
    // 16–31 s are clean; web-1 comes back at 31 s and fails requests until 33.5 s.
    const requests = failing(12_000, 16_000).map((one) =>
      one.startMs >= 31_000 && one.startMs < 33_500 ? { ...one, ok: false } : one,
    )
    const seen = rollback([...rolledBack(15_200, 31_000, 'bad'), ...back(31_000)], { requests })
    expect([seen.readyMs, seen.settledMs]).toEqual([31_000, 34_000])
  })

  it('that only looked ready for a moment is not over then', () => {
    const flapping = [...back(18_000), down('web-1', 20_000, { endAsked: false }), state('web-1', 24_000)]
    expect(rollback([...rolledBack(15_200, 17_000, 'bad'), ...flapping]).readyMs).toBe(24_000)
  })

  it('stays over when a later step stops an instance', () => {
    const stopped = [
      ...back(18_000),
      state('web-1', 20_000, { endAsked: true, ready: 503 }),
      down('web-1', 21_000),
    ]
    expect(rollback([...rolledBack(15_200, 17_000, 'bad'), ...stopped]).readyMs).toBe(18_000)
  })

  it('of a second set is over when the first serves again, not before the edge was told', () => {
    const green = ['web-1-green', 'web-2-green']
    const events = [
      instances(6000, ['web-1', 'web-2']),
      ...['web-1', 'web-2'].map((name) => state(name, 1000)),
      deployStarted(11_000, 'bad', '1.1.0', 'blue-green'),
      ...green.flatMap((name) => [
        state(name, 12_000, { release: '1.1.0' }),
        switched(12_000, 'bad', name, '1.1.0'),
      ]),
      deployEnded(12_500, 'bad'),
      ...triggered(15_000, 'bad'),
      ...rolledBack(15_200, 15_900, 'bad'),
      ...watched(1000, 52_000),
    ]
    const { rollbacks } = contextOf({ phases, requests: steady, events })
    expect(rollbacks[0]).toMatchObject({ readyMs: 15_000, settledMs: 15_900 })
    expect(rollbacks[0]?.instances.map(({ name }) => name)).toEqual(['web-1', 'web-2'])
  })

  it('that did not come to its end is not over, though every instance is ready', () => {
    const [started] = rolledBack(15_200, 0, 'bad')
    expect(rollback([started!, ...back(18_500)])).toMatchObject({
      readyMs: 18_500,
      actedMs: null,
      settledMs: null,
      unknown: 'it was not seen to come to its end',
    })
  })

  it('that the clean-up brought to its end did not come to it in the drill', () => {
    // The load ends at 52 s; a command that hung until then was ended with everything else.
    const [started, acted] = rolledBack(15_200, 52_500, 'bad')
    expect(rollback([started!, acted!, ...back(18_500)])).toMatchObject({
      startedMs: 15_200,
      actedMs: null,
      settledMs: null,
      unknown: 'it was not seen to come to its end',
    })
    expect(rollback([...rolledBack(52_200, 52_500, 'bad'), ...back(18_500)])).toMatchObject({
      startedMs: null,
      settledMs: null,
    })
  })

  it('came to its end also where the load had ended by itself before', () => {
    const events = [
      ...shipped,
      ...rolledBack(15_200, 19_000, 'bad'),
      ...back(18_500),
      ...watched(1000, 21_000),
    ]
    const short = [phases[0]!, { name: 'bad', durationMs: 9000 }]
    const record = buildRecord({ phases: short, requests: steady, events, loadEnd: { asked: false } })
    const isLoadEnd = (event: (typeof record.events)[number]): boolean => event.type === 'load-ended'
    const early = record.events.map((event) => (isLoadEnd(event) ? { ...event, atMs: 16_000 } : event))
    const [seen] = prepare({ ...record, events: early }).rollbacks
    expect(seen).toMatchObject({ actedMs: 19_000, settledMs: null, earliestMs: 19_000 })
  })

  it('of an app that does not say its release is not known', () => {
    const events = shipped
      .map((event) => (event.type === 'instance-state' ? { ...event, release: null } : event))
      .filter(({ type }) => type !== 'instances')
    const { rollbacks } = contextOf({
      phases,
      requests: steady,
      events: [...events, ...watched(1000, 52_000)],
    })
    expect(rollbacks[0]).toMatchObject({
      settledMs: null,
      unknown: 'the instances do not say which release they run',
    })
  })

  it('says when the record ends too early to tell', () => {
    const short = steadyRequests({ fromMs: 0, toMs: 20_000 })
    const { settledMs, unknown } = rollback([...rolledBack(15_200, 17_000, 'bad'), ...back(18_000)], {
      phases: [phases[0]!, { name: 'bad', durationMs: 9000 }],
      requests: short,
    })
    expect([settledMs, unknown]).toEqual([null, 'the record ends before five clean seconds could be seen'])
  })

  it('without a watch rests on what the target said when it was asked', () => {
    const events = [
      instances(6000, ['web-1']),
      ...triggered(15_000, 'bad'),
      ...rolledBack(15_200, 17_000, 'bad'),
      instances(18_000, ['web-1'], '1.0.1-failing'),
      instances(20_000, ['web-1']),
    ]
    const { rollbacks } = contextOf({ phases, requests: steady, events })
    expect(rollbacks[0]).toMatchObject({ readyMs: 20_000, settledMs: 20_000 })
    const { rollbacks: untold } = contextOf({ phases, requests: steady, events: events.slice(0, -1) })
    expect(untold[0]).toMatchObject({ settledMs: null, unknown: 'the instances were not watched' })
  })
})
