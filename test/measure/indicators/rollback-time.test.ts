import { describe, expect, it } from 'vitest'
import type { RunOutcome } from '../../../src/journal/events.ts'
import {
  deployEnded,
  deployStarted,
  instances,
  rolledBack,
  state,
  type Timed,
  triggered,
  watched,
} from '../build-instances.ts'
import { objective, steadyRequests } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const requests = steadyRequests({ fromMs: 0, toMs: 60_000 })
const rollbackStep = { kind: 'rollback' as const, observed: false, place: '' }
const phases = [
  { name: 'bad', durationMs: 10_000, steps: [rollbackStep] },
  { name: 'rollback', durationMs: 20_000, steps: [rollbackStep] },
]
const time = (events: Timed[], window = 'rollback', limitMs = 120_000, run: RunOutcome = 'completed') =>
  indicationOf(objective({ kind: 'rollback-time' }, { op: 'below', value: limitMs }), window, {
    ...{ phases, requests, run },
    events: [...watched(0, 37_000), instances(1000, ['web-1']), ...events],
  })
const bad = state('web-1', 0, { release: '1.1.0' })
const decided = [bad, ...triggered(13_000, 'bad'), ...rolledBack(15_500, 18_000, 'rollback')]

describe('the rollback time', () => {
  it('is the whole of it, in the window that decided and in the one that acted', () => {
    const back = [...decided, state('web-1', 19_000)]
    expect(time(back)).toMatchObject({ observed: 6000, samples: 1, note: 'to one second; web-1 on 1.0.0' })
    expect(time(back, 'bad').observed).toBe(6000)
  })

  it('is never where an instance never says that it is back', () => {
    expect(time(decided)).toMatchObject({
      observed: Number.POSITIVE_INFINITY,
      note: 'web-1 never said to be ready with 1.0.0',
    })
  })

  it('has no value where the record ends too early, unless it is too late anyway', () => {
    const late = [...decided, state('web-1', 34_000)]
    expect(time(late)).toMatchObject({ observed: null, samples: 0 })
    expect(time(late, 'rollback', 10_000).observed).toBe(Number.POSITIVE_INFINITY)
  })

  it('is not made too late by what came after the drill: a long clean-up, or a recover of the next day', () => {
    const late = [...decided, state('web-1', 34_000)]
    const nextDay: Timed = {
      atMs: 86_400_000,
      type: 'cleanup-ended',
      cleanup: 'clean',
      left: [],
      by: 'recover',
      tookMs: 900,
    }
    expect(time([...late, nextDay])).toMatchObject({ observed: null, samples: 0 })
    const cutOff = decided.filter(({ type }) => type !== 'rollback-acted')
    expect(time([...cutOff, state('web-1', 19_000), nextDay])).toMatchObject({
      observed: null,
      note: 'it was not seen to come to its end',
    })
  })

  it('is too late by one rollback, whatever becomes of another that goes on', () => {
    const first = [
      bad,
      ...triggered(10_000, 'bad'),
      ...rolledBack(10_500, 14_000, 'bad'),
      state('web-1', 14_000),
    ]
    const second = [...triggered(34_000, 'rollback'), rolledBack(34_500, 36_000, 'rollback')[0]!]
    // The first took 4 s; of the second nobody knows.
    expect(time([...first, ...second], 'bad', 3500)).toMatchObject({ observed: 4000, samples: 1 })
    const both = (limitMs: number) =>
      indicationOf(objective({ kind: 'rollback-time' }, { op: 'below', value: limitMs }), 'all', {
        phases: [{ name: 'all', durationMs: 30_000, steps: [rollbackStep] }],
        ...{ requests, run: 'interrupted' },
        events: [...watched(0, 37_000), instances(1000, ['web-1']), ...first, ...second],
      })
    expect(both(3500)).toMatchObject({ observed: 4000, note: expect.stringContaining('web-1 on 1.0.0') })
    expect(both(60_000).observed).toBeNull()
  })

  it('has no value while what was seen last may still have been its end', () => {
    // Ready at 34 s, 21 s after the decision, and clean until the record ends at 37 s.
    const late = [...decided, state('web-1', 34_000)]
    expect(time(late, 'rollback', 21_500).observed).toBeNull()
    expect(time(late, 'rollback', 20_900).observed).toBe(Number.POSITIVE_INFINITY)
  })

  it('has no value where the run was ended before the rollback was, unless it is too late anyway', () => {
    const under = decided.filter(({ type }) => type !== 'rollback-acted')
    const ended = (limitMs: number, run: 'interrupted' | 'completed') =>
      time(under, 'bad', limitMs, run).observed
    expect(ended(60_000, 'interrupted')).toBeNull()
    expect(ended(20_000, 'interrupted')).toBe(Number.POSITIVE_INFINITY)
    // A drill that came to its own end left it so.
    expect(ended(60_000, 'completed')).toBe(Number.POSITIVE_INFINITY)
  })

  it('is none where the gate stopped it before anything was switched', () => {
    const gate = [
      deployStarted(16_000, 'rollback', 'bad'),
      deployEnded(17_000, 'rollback', 'refused', 'start-failed'),
    ]
    expect(time(gate)).toMatchObject({ observed: 0, samples: 1 })
  })

  it('has no value where none was decided', () => {
    expect(time([bad])).toMatchObject({ observed: null, note: 'no rollback was decided in the window' })
  })
})
