import { describe, expect, it } from 'vitest'
import type { PhaseStep, Step } from '../../src/drill/model.ts'
import { hasFault, momentsOf, objectivesOf, phasesOf, runObjectivesOf } from '../../src/measure/phases.ts'
import { buildRecord, objective, p95Below150, uptimeThreeNines } from './build-record.ts'

const own = objective({ kind: 'interruption' }, { op: 'below', value: 1000 })
const overRun = objective({ kind: 'errors' }, { op: 'below', value: 0.01 }, { over: 'run' })
const fault: Step = { kind: 'fault', fault: 'kill', instance: { ref: 'any' }, args: {}, place: '' }

function phase(name: string, steps: Step[], more: Partial<PhaseStep> = {}): PhaseStep {
  return { kind: 'phase', name, steps, expect: [], inherit: true, place: '', ...more }
}

function drillOf(steps: Step[]) {
  return { ...buildRecord({ phases: [] }).drill, steps, expect: [p95Below150, overRun] }
}

describe('phases', () => {
  it('are found wherever they are nested', () => {
    const drill = drillOf([
      phase('a', []),
      { kind: 'each', over: { ref: 'all' }, loop: 'it', steps: [phase('b', [])], place: '' },
      { kind: 'together', lanes: [[phase('c', [])], []], place: '' },
    ])
    expect(phasesOf(drill).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  })

  it('have the drill’s objectives and their own, unless they say otherwise', () => {
    const drill = drillOf([])
    const one = phase('one', [], { expect: [own] })
    expect(objectivesOf(one, drill)).toEqual([p95Below150, own])
    expect(objectivesOf({ ...one, inherit: false }, drill)).toEqual([own])
  })

  it('know their faults and clauses in mid-drill', () => {
    const during: Step = { kind: 'during', fault: fault as never, steps: [], place: '' }
    const clause: Step = { kind: 'expect', objective: uptimeThreeNines, place: '' }
    const lanes: Step = { kind: 'together', lanes: [[clause], [fault]], place: '' }
    expect([phase('a', []), phase('a', [during]), phase('a', [lanes])].map(hasFault)).toEqual([
      false,
      true,
      true,
    ])
    expect(momentsOf(phase('a', [lanes]))).toEqual([uptimeThreeNines])
  })
})

it('objectives over the run are asked once', () => {
  const drill = drillOf([phase('a', [], { expect: [{ ...own, over: 'run' }] })])
  expect(runObjectivesOf(drill).map(({ indicator }) => indicator.kind)).toEqual(['errors', 'interruption'])
})
