import { describe, expect, it } from 'vitest'
import {
  deployEnded,
  deployStarted,
  rolledBack,
  state,
  switched,
  type Timed,
  triggered,
  watched,
} from '../build-instances.ts'
import { objective } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const phases = [{ name: 'bad', durationMs: 20_000 }]
const detection = (events: Timed[], limitMs = 15_000) =>
  indicationOf({ ...objective({ kind: 'detection' }, { op: 'atMost', value: limitMs }) }, 'bad', {
    phases: phases.map((phase) => ({ ...phase, steps: [expected] })),
    events,
  })
const armed = {
  kind: 'deploy' as const,
  release: { ref: 'next' as const },
  stopOn: [{ kind: 'recovered' as const }],
  bakeMs: 0,
  place: '',
}
const expected = { kind: 'expect-refused' as const, step: armed, because: ['triggered' as const], place: '' }
const begun = [deployStarted(6000, 'bad', '1.1.0'), switched(8000, 'bad', 'web-1', '1.1.0')]

describe('detection', () => {
  it('is from the first instance that served it to the trigger', () => {
    expect(detection([...begun, ...triggered(10_100, 'bad')])).toMatchObject({
      observed: 2100,
      samples: 1,
      note: '12 of 240 requests failed',
    })
  })

  it('is never where it went through, or where nothing could come in time', () => {
    expect(detection([...begun, deployEnded(12_000, 'bad')]).observed).toBe(Number.POSITIVE_INFINITY)
    expect(detection(begun, 5000).observed).toBe(Number.POSITIVE_INFINITY)
    expect(detection(begun, 60_000)).toMatchObject({ observed: null, samples: 0 })
  })

  it('is too late by one deploy, whatever becomes of another that goes on', () => {
    const went = [...begun, deployEnded(12_000, 'bad')]
    const second = [deployStarted(20_000, 'bad', '1.2.0'), switched(24_900, 'bad', 'web-1', '1.2.0')]
    expect(detection([...went, ...second]).observed).toBe(Number.POSITIVE_INFINITY)
  })

  it('is not made too late by what came after the drill', () => {
    const nextDay: Timed = {
      atMs: 86_400_000,
      type: 'cleanup-ended',
      cleanup: 'clean',
      left: [],
      by: 'recover',
      tookMs: 900,
    }
    expect(detection([...begun, nextDay], 60_000)).toMatchObject({ observed: null, samples: 0 })
  })

  it('is at once where the gate stopped it before it served, and late where it did so in the middle', () => {
    const gate = deployEnded(9000, 'bad', 'refused', 'never-ready')
    expect(detection([begun[0]!, gate])).toMatchObject({ observed: 0, note: expect.stringContaining('gate') })
    expect(detection([...begun, gate]).observed).toBe(1000)
  })

  it('has no value where a command of the user’s ran, and no instance says what it runs', () => {
    const began = deployStarted(6000, 'bad', '1.1.0', 'command')
    const failed = (code: 'command-failed' | 'release-missing') => deployEnded(9000, 'bad', 'refused', code)
    expect(detection([began, failed('command-failed')])).toMatchObject({
      observed: null,
      note: 'the instances do not say which release they run',
    })
    // Before the command, the gate; and where they say it, none of them served it.
    expect(detection([began, failed('release-missing')]).observed).toBe(0)
    const told = [...watched(1000, 20_000), state('web-1', 1000)]
    expect(detection([...told, began, failed('command-failed')]).observed).toBe(0)
  })

  it('ends with the decision: how long the rollout then takes to put back is the rollback’s time', () => {
    const putBack = [triggered(13_000, 'bad')[1]!, ...rolledBack(13_000, 18_000, 'bad')]
    const refused = deployEnded(18_100, 'bad', 'refused', 'canary-worse')
    expect(detection([...begun, ...putBack, refused]).observed).toBe(5000)
  })

  it('has no value where nothing was deployed', () => {
    expect(detection([])).toMatchObject({ observed: null, samples: 0 })
  })
})
