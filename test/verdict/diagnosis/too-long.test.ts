import { describe, expect, test } from 'vitest'
import type { Indicator } from '../../../src/drill/objective.ts'
import {
  deployEnded,
  deployStarted,
  release,
  state,
  switched,
  type Timed,
  triggered,
} from '../../measure/build-instances.ts'
import { objective } from '../../measure/build-record.ts'
import { kill } from '../build-run.ts'
import { answered, bothUp, firstBroken } from './build-diagnosis.ts'

describe('recovery', () => {
  const phases = [{ name: 'lost', durationMs: 25_000, steps: [kill, kill] }]
  const faults = [
    { window: 'lost', instantMs: 11_000, victim: 'web-1' },
    { window: 'lost', instantMs: 20_000, victim: 'web-2' },
  ]
  const expected = [objective({ kind: 'recovery' }, { op: 'atMost', value: 2000 })]

  test('broke after the fault that it took too long from, which is named', () => {
    const request = (startMs: number) => {
      const failed = (startMs >= 11_000 && startMs < 11_500) || (startMs >= 20_000 && startMs < 23_500)
      return failed ? answered(502) : {}
    }
    expect(firstBroken({ request, faults, phases, expect: expected })).toEqual({
      window: 'lost',
      atMs: 22_000,
      what: '2 s had passed since the kill of web-2',
    })
  })
})

describe('deploys', () => {
  const deploy = {
    kind: 'deploy' as const,
    release: { ref: 'next' as const },
    stopOn: [],
    bakeMs: 0,
    place: '',
  }
  const phases = [{ name: 'ship', durationMs: 25_000, steps: [deploy] }]
  const told = (indicator: Indicator, atMost: number, events: Timed[]) =>
    firstBroken({
      phases,
      expect: [objective(indicator, { op: 'atMost', value: atMost })],
      events: [...bothUp(), ...events],
    })

  test('detection is counted from the first instance that served it, and so it is told', () => {
    const events = [
      deployStarted(8000, 'ship', '1.0.1'),
      switched(12_000, 'ship', 'web-1', '1.0.1'),
      ...triggered(16_000, 'ship'),
      deployEnded(16_100, 'ship', 'cancelled'),
    ]
    expect(told({ kind: 'detection' }, 3000, events)).toMatchObject({
      atMs: 15_000,
      what: '3 s had passed since the first instance served 1.0.1',
    })
  })

  test('of two that went through, the one that took too long', () => {
    const events = [
      deployStarted(8000, 'ship', '1.0.1'),
      deployEnded(9000, 'ship'),
      deployStarted(15_000, 'ship', '1.0.2'),
      deployEnded(19_000, 'ship'),
    ]
    expect(told({ kind: 'deploy-time' }, 2000, events)).toMatchObject({
      atMs: 17_000,
      what: '2 s had passed since the begin of the deploy of 1.0.2',
    })
  })

  test('of two rollbacks, the one that took too long', () => {
    const rollback = (decidedMs: number, readyMs: number): Timed[] => [
      deployStarted(decidedMs - 1000, 'ship', '1.0.1'),
      switched(decidedMs - 500, 'ship', 'web-1', '1.0.1'),
      state('web-1', decidedMs - 500, { release: '1.0.1' }),
      { atMs: decidedMs, type: 'rollback-decided', window: 'ship', why: 'asked', to: release('1.0.0') },
      deployEnded(decidedMs + 1, 'ship', 'cancelled'),
      { atMs: decidedMs + 2, type: 'rollback-started', window: 'ship' },
      { atMs: readyMs, type: 'rollback-acted', window: 'ship' },
      state('web-1', readyMs),
    ]
    const events = [...rollback(8000, 8500), ...rollback(16_000, 20_000)]
    expect(told({ kind: 'rollback-time' }, 2000, events)).toMatchObject({
      atMs: 18_000,
      what: '2 s had passed since the decision to roll back',
    })
  })
})
