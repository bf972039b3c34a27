import { describe, expect, it } from 'vitest'
import { windowsOf } from '../../src/measure/windows.ts'
import { buildRecord, objective, type RecordInput, uptimeThreeNines } from './build-record.ts'

function windows(input: RecordInput) {
  return windowsOf(buildRecord(input)).map(({ name, kind, startMs, endMs, completed }) => [
    name,
    kind,
    startMs,
    endMs,
    completed,
  ])
}

describe('windows', () => {
  it('are phases, from the warm-up’s end on', () => {
    const phases = [
      { name: 'baseline', durationMs: 2000 },
      { name: 'lost', durationMs: 3000, window: 'lost[web-1]', completed: false },
    ]
    expect(windows({ phases })).toEqual([
      ['baseline', 'phase', 5000, 7000, true],
      ['lost[web-1]', 'phase', 7000, 10_000, false],
    ])
  })

  it('of a damaged journal end no earlier than they begin, and then did not come to their end', () => {
    const record = buildRecord({ phases: [{ name: 'lost', durationMs: 3000 }] })
    const events = record.events.map((event) =>
      event.type === 'phase-ended' ? { ...event, atMs: 100 } : event,
    )
    expect(windowsOf({ ...record, events })).toMatchObject([{ startMs: 5000, endMs: 5000, completed: false }])
  })

  it('are judged on their planned length as well when they hold a fault and lasted longer', () => {
    const lost = { name: 'lost', durationMs: 20_000, plannedMs: 15_000 }
    const faults = [{ window: 'lost', instantMs: 5005 }]
    expect(windows({ phases: [lost], faults })).toEqual([
      ['lost', 'phase', 5000, 25_000, true],
      ['lost (first 15 s)', 'planned', 5000, 20_000, true],
    ])
    expect(windows({ phases: [lost], faults: [] })).toHaveLength(1)
    expect(windows({ phases: [{ ...lost, durationMs: 15_200 }], faults })).toHaveLength(1)
    expect(windows({ phases: [{ ...lost, plannedMs: null }], faults })).toHaveLength(1)
  })

  it('end in mid-drill where a clause says so', () => {
    const steps = [{ kind: 'expect' as const, objective: uptimeThreeNines, place: '' }]
    const events = [{ atMs: 6500, type: 'expectation' as const, index: 0, window: 'lost' }]
    const record = buildRecord({ phases: [{ name: 'lost', durationMs: 3000, steps }], events })
    expect(windowsOf(record)[1]).toMatchObject({ kind: 'moment', startMs: 5000, endMs: 6500, moment: 0 })
  })

  it('span the run where an objective asks for it', () => {
    const phases = [
      { name: 'a', durationMs: 1000 },
      { name: 'b', durationMs: 1000 },
    ]
    const over = objective({ kind: 'errors' }, { op: 'below', value: 0.1 }, { over: 'run' })
    expect(windows({ phases, expect: [over] }).at(-1)).toEqual(['run', 'run', 5000, 7000, true])
    expect(windows({ phases, expect: [uptimeThreeNines] })).toHaveLength(2)
  })

  it('end with the load where the run was cut off', () => {
    const record = buildRecord({ phases: [{ name: 'lost', durationMs: 3000 }] })
    const events = record.events.filter(({ type }) => type !== 'phase-ended')
    expect(windowsOf({ ...record, events })[0]).toMatchObject({ endMs: 10_000, completed: false })
  })
})
