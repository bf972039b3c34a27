import { expect, test } from 'vitest'
import { probeValue } from '../../../src/drill/conditions.ts'
import { kill, pause, start } from '../../../src/drill/faults.ts'
import { value } from '../../../src/drill/indicators.ts'
import { instance, victim } from '../../../src/drill/refs.ts'
import { act, during, expect as expectStep, hold, phase, until } from '../../../src/drill/steps.ts'
import { codesOf, refusalsOf, TARGET } from './planned.ts'

test('a drill for which everything is there is not refused', () => {
  const all = () => [
    phase('lost', [
      kill(instance()),
      start(victim()),
      during(pause(instance('web-1')), [hold('1s')]),
      act('fill', {}, { undo: { handler: 'drain', args: {} } }),
      until(probeValue('waiting jobs', 0), { within: '5s' }),
      expectStep(value('waiting jobs', 'max').below(10)),
    ]),
  ]
  expect(refusalsOf(all)).toEqual([])
})

test('every reason is given, not the first alone', () => {
  const steps = () => [phase('p', [kill(instance()), until(probeValue('leader', 1), { within: '5s' })])]
  const less = { loads: [], target: { ...TARGET, capabilities: [] }, namedProbes: [], maxRate: 1 }
  expect(codesOf(steps, less)).toEqual(['load-unknown', 'plan-refused', 'capability-missing', 'plan-refused'])
})
