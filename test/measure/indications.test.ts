import { describe, expect, it } from 'vitest'
import { measure } from '../../src/measure/measure.ts'
import { booting, deployStarted, down, triggered, watched } from './build-instances.ts'
import {
  buildRecord,
  objective,
  p95Below150,
  type RecordInput,
  steadyRequests,
  uptimeThreeNines,
} from './build-record.ts'
import { expectedAt } from './expected-at.ts'

const requests = steadyRequests({ fromMs: 0, toMs: 32_000 })
const recovery = objective({ kind: 'recovery' }, { op: 'below', value: 30_000 })
const fault = {
  kind: 'fault' as const,
  fault: 'kill',
  victim: { ref: 'any' as const },
  args: {},
  place: '',
}
const phases = [
  { name: 'baseline', durationMs: 10_000 },
  { name: 'lost', durationMs: 10_000, steps: [fault] },
]

function asked(more: Partial<RecordInput>): [string, string][] {
  const { indicators } = measure(buildRecord({ phases, requests, ...more }))
  return indicators.map(({ window, objective }) => [window, objective.indicator.kind])
}

describe('objectives', () => {
  it('are judged in every phase, each by itself, the drill’s before the phase’s', () => {
    const own = [phases[0]!, { ...phases[1]!, expect: [uptimeThreeNines] }]
    expect(asked({ phases: own, expect: [p95Below150] })).toEqual([
      ['baseline', 'latency'],
      ['lost', 'latency'],
      ['lost', 'uptime'],
    ])
  })

  it('are not judged where a phase does not inherit them', () => {
    const apart = [phases[0]!, { ...phases[1]!, inherit: false }]
    expect(asked({ phases: apart, expect: [p95Below150] })).toEqual([['baseline', 'latency']])
  })

  it('of recovery are asked where there is a fault, or should have been one', () => {
    expect(asked({ expect: [recovery] })).toEqual([['lost', 'recovery']])
  })

  it('of releases are asked where something ships or rolls back, or was seen to', () => {
    const wanted = (['rollback-time', 'boot-time', 'deploy-time', 'detection'] as const).map((kind) =>
      objective({ kind }, { op: 'below', value: 1000 }),
    )
    expect(asked({ expect: wanted })).toEqual([])
    const release = { version: '1.0.0', digest: null, where: '' }
    const decided = { atMs: 16_000, type: 'rollback-decided' as const, window: 'lost', why: '', to: release }
    expect(asked({ expect: wanted, events: [decided] })).toEqual([['lost', 'rollback-time']])
    const shipped = [deployStarted(16_000, 'lost', '1.1.0'), ...triggered(17_000, 'lost')]
    expect(asked({ expect: wanted, events: shipped })).toEqual([
      ['lost', 'rollback-time'],
      ['lost', 'detection'],
    ])
    const started = [down('web-1', 1000), booting('web-1', 7000), ...watched(1000, 20_000)]
    expect(asked({ expect: wanted, events: started })).toEqual([['baseline', 'boot-time']])
  })

  it('are not compared with themselves', () => {
    const same = objective(
      { kind: 'latency', percentile: 95 },
      { op: 'notWorseThan', window: 'baseline', tolerance: 0.2 },
    )
    expect(asked({ expect: [same] })).toEqual([['lost', 'latency']])
    const { indicators } = measure(buildRecord({ phases, requests, expect: [same] }))
    expect(indicators[0]).toMatchObject({
      observed: 10,
      reference: { observed: 10, samples: expect.any(Number), confidence: expect.anything() },
    })
    const nowhere = { ...same, bound: { ...same.bound, window: 'elsewhere' } as typeof same.bound }
    expect(measure(buildRecord({ phases, requests, expect: [nowhere] })).indicators[0]?.reference).toBeNull()
  })

  it('over the run are judged once, those in mid-drill up to their moment', () => {
    const overRun = objective({ kind: 'errors' }, { op: 'below', value: 0.01 }, { over: 'run' })
    const clause = { kind: 'expect' as const, objective: uptimeThreeNines, place: '' }
    const events = expectedAt(17_000, 'steps[1].steps[1]', 'lost')
    const mid = [phases[0]!, { ...phases[1]!, steps: [clause] }]
    expect(asked({ phases: mid, expect: [overRun], events })).toEqual([
      ['lost (up to clause 1)', 'uptime'],
      ['run', 'errors'],
    ])
  })
})
