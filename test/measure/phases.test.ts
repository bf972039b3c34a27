import { describe, expect, it } from 'vitest'
import type { PhaseStep, Step } from '../../src/drill/model.ts'
import { isAbout, momentsOf, objectivesOf, phasesOf, runObjectivesOf } from '../../src/measure/phases.ts'
import { buildRecord, objective, p95Below150, uptimeThreeNines } from './build-record.ts'

const own = objective({ kind: 'interruption' }, { op: 'below', value: 1000 })
const overRun = objective({ kind: 'errors' }, { op: 'below', value: 0.01 }, { over: 'run' })
const fault: Step = { kind: 'fault', fault: 'kill', victim: { ref: 'any' }, args: {}, place: '' }

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
    expect(
      [phase('a', []), phase('a', [during]), phase('a', [lanes])].map((one) =>
        isAbout({ kind: 'recovery' }, one),
      ),
    ).toEqual([false, true, true])
    expect(momentsOf(phase('a', [lanes])).map(({ objective: each }) => each)).toEqual([uptimeThreeNines])
  })
})

it('what an indicator is about is looked for in every step, a refused one too', () => {
  const deploy: Step = { kind: 'deploy', release: { ref: 'next' }, stopOn: [], bakeMs: 0, place: '' }
  const armed: Step = { ...deploy, stopOn: [{ kind: 'recovered' }] }
  const refused: Step = {
    kind: 'expect-refused',
    step: armed,
    because: ['canary-worse', 'triggered'],
    place: '',
  }
  const about = (
    kind: 'detection' | 'deploy-time' | 'rollback-time' | 'boot-time' | 'deaths',
    steps: Step[],
  ) => isAbout({ kind }, phase('a', steps))
  const pending: Step = { ...refused, because: ['migration-pending'] }
  expect([[armed], [pending], [refused]].map((steps) => about('detection', steps))).toEqual([
    false,
    false,
    true,
  ])
  expect([about('deploy-time', [deploy]), about('deploy-time', [refused])]).toEqual([true, false])
  const back: Step = { kind: 'rollback', observed: false, place: '' }
  expect([about('rollback-time', [refused]), about('rollback-time', [back])]).toEqual([false, true])
  expect([about('boot-time', [deploy]), about('deaths', [])]).toEqual([false, true])
})

it('objectives over the run are asked once', () => {
  const drill = drillOf([phase('a', [], { expect: [{ ...own, over: 'run' }] })])
  expect(runObjectivesOf(drill).map(({ indicator }) => indicator.kind)).toEqual(['errors', 'interruption'])
})
