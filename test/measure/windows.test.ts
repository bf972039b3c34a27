import { describe, expect, it } from 'vitest'
import type { Step } from '../../src/drill/model.ts'
import { windowsOf } from '../../src/measure/windows.ts'
import { buildRecord, objective, type RecordInput, uptimeThreeNines } from './build-record.ts'
import { expectedAt } from './expected-at.ts'

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

  it('leave no moment between two phases to nobody: one lasts until the next begins', () => {
    const record = buildRecord({
      phases: [
        { name: 'baseline', durationMs: 2000 },
        { name: 'lost', durationMs: 3000 },
      ],
    })
    const events = record.events.map((event) =>
      event.type === 'phase-started' && event.phase === 'lost' ? { ...event, atMs: 7040 } : event,
    )
    expect(windowsOf({ ...record, events }).map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [5000, 7040],
      [7040, 10_000],
    ])
  })

  it('do not reach over a step that the drill takes between two phases', () => {
    const record = buildRecord({
      phases: [
        { name: 'baseline', durationMs: 2000 },
        { name: 'lost', durationMs: 3000 },
      ],
      events: [
        { atMs: 7010, type: 'step-started', path: 'steps[1]', what: 'kill any instance' },
        { atMs: 9000, type: 'step-started', path: 'steps[2]', what: 'lost' },
      ],
    })
    const [baseline, lost] = record.drill.steps
    const kill: Step = { kind: 'fault', fault: 'kill', victim: { ref: 'any' }, args: {}, place: '' }
    const drill = { ...record.drill, steps: [baseline!, kill, lost!] }
    const events = record.events.map((event) =>
      event.type === 'phase-started' && event.phase === 'lost' ? { ...event, atMs: 9000 } : event,
    )
    const inOrder = events.toSorted((a, b) => a.atMs - b.atMs)
    expect(
      windowsOf({ ...record, drill, events: inOrder }).map(({ startMs, endMs }) => [startMs, endMs]),
    ).toEqual([
      [5000, 7010],
      [9000, 10_000],
    ])
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
    // That the next one began late made it no longer.
    const both = buildRecord({
      phases: [
        { ...lost, durationMs: 15_100 },
        { name: 'after', durationMs: 5000 },
      ],
      faults,
    })
    const late = both.events.map((event) =>
      event.type === 'phase-started' && event.phase === 'after' ? { ...event, atMs: 20_500 } : event,
    )
    expect(windowsOf({ ...both, events: late }).map(({ name, endMs }) => [name, endMs])).toEqual([
      ['lost', 20_500],
      ['after', 25_100],
    ])
  })

  describe('in mid-drill', () => {
    // Each of its own, as they are read from a record.
    const clause = (): Step => ({ kind: 'expect', objective: uptimeThreeNines, place: '' })
    const hold: Step = { kind: 'hold', durationMs: 1000, place: '' }
    const moments = (steps: Step[], ...seen: [atMs: number, path: string][]) => {
      const events = seen.flatMap(([atMs, path]) => expectedAt(atMs, path, 'lost'))
      return windowsOf(buildRecord({ phases: [{ name: 'lost', durationMs: 3000, steps }], events }))
        .filter(({ kind }) => kind === 'moment')
        .map(({ name, startMs, endMs, moment }) => [name, startMs, endMs, moment])
    }

    it('end where a clause says so', () => {
      expect(moments([clause()], [6500, 'steps[0].steps[1]'])).toEqual([
        ['lost (up to clause 1)', 5000, 6500, 0],
      ])
    })

    it('end each at its own clause where lanes come to them in another order', () => {
      const steps: Step[] = [{ kind: 'together', lanes: [[hold, clause()], [clause()]], place: '' }]
      const at = 'steps[0].steps[1].lanes'
      expect(moments(steps, [5200, `${at}[1][0]`], [6500, `${at}[0][1]`])).toEqual([
        ['lost (up to clause 2)', 5000, 5200, 1],
        ['lost (up to clause 1)', 5000, 6500, 0],
      ])
      // The neighbouring lane gave up before it came to its own.
      expect(moments(steps, [5200, `${at}[1][0]`])).toEqual([['lost (up to clause 2)', 5000, 5200, 1]])
    })

    it('end once for each time that a loop comes to a clause', () => {
      const over = { ref: 'all' } as const
      const steps: Step[] = [clause(), { kind: 'each', over, loop: 'it', steps: [clause()], place: '' }]
      const at = (name: string): string => `steps[0].steps[2][${name}].steps[0]`
      expect(moments(steps, [5100, 'steps[0].steps[1]'], [5200, at('web-1')], [5300, at('web-2')])).toEqual([
        ['lost (up to clause 1)', 5000, 5100, 0],
        ['lost (up to clause 2)', 5000, 5200, 1],
        ['lost (up to clause 2 #2)', 5000, 5300, 1],
      ])
    })
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
