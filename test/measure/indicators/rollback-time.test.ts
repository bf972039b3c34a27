import { describe, expect, it } from 'vitest'
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
const time = (events: Timed[], window = 'rollback', limitMs = 120_000) =>
  indicationOf(objective({ kind: 'rollback-time' }, { op: 'below', value: limitMs }), window, {
    phases,
    requests,
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
