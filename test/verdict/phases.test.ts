import { expect, test } from 'vitest'
import type { Step } from '../../src/drill/model.ts'
import { allPhases, expectedWindows, faultSteps } from '../../src/verdict/phases.ts'
import { kill, ranToEnd } from './build-run.ts'

const phase = (name: string): Step => ({
  kind: 'phase',
  name,
  steps: [],
  expect: [],
  inherit: true,
  place: '',
})
const each: Step = { kind: 'each', over: { ref: 'all' }, loop: 'it', steps: [phase('lost')], place: '' }
const together: Step = { kind: 'together', lanes: [[phase('a')], [phase('b')]], place: '' }

test('phases are found wherever they stand, in order', () => {
  expect(allPhases([phase('first'), together, each]).map(({ name }) => name)).toEqual([
    'first',
    'a',
    'b',
    'lost',
  ])
})

test('a phase within each has a window for every instance', () => {
  const instance = { url: '', identity: null, release: null, ready: true }
  const instances = ['web-1', 'web-2'].map((name) => ({ ...instance, name }))
  const record = ranToEnd({ events: [{ atMs: 10, type: 'instances', instances, why: 'start' }] })
  const names = (over: typeof record) => expectedWindows(over).map(({ name }) => name)
  const drill = { ...record.drill, steps: [phase('first'), each] }
  expect(names({ ...record, drill })).toEqual(['first', 'lost[web-1]', 'lost[web-2]'])
  expect(names({ ...ranToEnd(), drill })).toEqual(['first', 'lost[*]'])
})

test('the faults of a phase, wherever they stand in it, but not those of a phase within', () => {
  const during = { kind: 'during', fault: kill, steps: [kill], place: '' } as Step
  const lanes = { kind: 'together', lanes: [[kill]], place: '' } as Step
  const within = { ...phase('inner'), steps: [kill] } as Step
  expect(faultSteps([kill, during, lanes, { ...each, steps: [kill] } as Step])).toHaveLength(5)
  expect(faultSteps([within])).toEqual([])
})
