import { expect, test } from 'vitest'
import { instances } from '../../src/drill/refs.ts'
import { each, hold, phase } from '../../src/drill/steps.ts'
import { loopNames, phaseWindows, windowName, windowNames } from '../../src/drill/windows.ts'

const steps = [
  phase('baseline', [hold('1s')]),
  each(instances(), () => [phase('lost', [hold('1s')]), phase('back', [hold('1s')])]),
  each(instances('web-2'), () => [phase('hung', [hold('1s')])]),
]

test('a phase in a loop is a window for each instance, in the order of the run', () => {
  expect(windowNames({ steps }, ['web-1', 'web-2'])).toEqual([
    'baseline',
    'lost[web-1]',
    'back[web-1]',
    'lost[web-2]',
    'back[web-2]',
    'hung[web-2]',
  ])
  expect(phaseWindows({ steps }, ['web-1'])[1]?.phase.name).toBe('lost')
})

test('loops within loops name all their instances', () => {
  const nested = [each(instances(), () => [each(instances('b'), () => [phase('x', [hold('1s')])])])]
  expect(windowNames({ steps: nested }, ['a'])).toEqual(['x[a,b]'])
  expect([windowName('x', []), windowName('x', ['a', 'b'])]).toEqual(['x', 'x[a,b]'])
})

test('a loop takes the named instances, else all', () => {
  expect([loopNames(instances('b'), ['a']), loopNames(instances(), ['a'])]).toEqual([['b'], ['a']])
})
