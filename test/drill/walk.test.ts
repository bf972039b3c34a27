import { expect, test } from 'vitest'
import { kill, pause } from '../../src/drill/faults.ts'
import { instance, instances } from '../../src/drill/refs.ts'
import { during, each, hold, phase, together } from '../../src/drill/steps.ts'
import { hasFault, inner, phasesOf, visits } from '../../src/drill/walk.ts'

const looped = each(instances(), (it) => [phase('lost', [kill(it), together([hold('1s')], [hold('2s')])])])
const steps = [
  phase('baseline', [hold('3s')]),
  looped,
  phase('hung', [during(pause(instance()), [hold('4s')])]),
]

test('every step is visited in the order of writing, with its phase and what is around it', () => {
  const seen = [...visits(steps)].map(
    ({ step, phase: own, within }) => `${step.kind} ${own?.name ?? '-'} ${within.length}`,
  )
  expect(seen).toEqual([
    'phase - 0',
    'hold baseline 1',
    'each - 0',
    'phase - 1',
    'fault lost 2',
    'together lost 2',
    'hold lost 3',
    'hold lost 3',
    'phase - 0',
    'during hung 1',
    'fault hung 2',
    'hold hung 2',
  ])
})

test('phases are found once each, also in a loop', () => {
  expect(phasesOf({ steps }).map(({ phase: found, within }) => [found.name, within.length])).toEqual([
    ['baseline', 0],
    ['lost', 1],
    ['hung', 0],
  ])
})

test('a fault is found however deep, and not where none is', () => {
  expect(steps.map((step) => hasFault([step]))).toEqual([false, true, true])
  expect(inner(hold('1s'))).toEqual([])
})
