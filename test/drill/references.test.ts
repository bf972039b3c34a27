import { expect, test } from 'vitest'
import { probeValue } from '../../src/drill/conditions.ts'
import { kill, pause, start } from '../../src/drill/faults.ts'
import { custom, p95, value } from '../../src/drill/indicators.ts'
import { allObjectives, referencesOf } from '../../src/drill/references.ts'
import { instance, instances, victim } from '../../src/drill/refs.ts'
import { act, during, each, expect as expectStep, hold, phase, until } from '../../src/drill/steps.ts'
import { resolved } from './sample.ts'

const drill = resolved(
  () => [
    phase(
      'a',
      [
        kill(instance('web-1')),
        start(victim()),
        act('cut', {}, { undo: { handler: 'join' } }),
        act('note', {}, { undo: { nothing: 'why' } }),
        until(probeValue('queue', 0), { within: '5s' }),
        expectStep(value('depth').below(1)),
      ],
      { expect: [value('queue').below(5)] },
    ),
    phase('b', [during(pause(instance()), [each(instances('web-2'), () => [hold('1s')])])]),
  ],
  { expect: () => [p95().below('1s'), custom('mine', 3).below(1)] },
)

test('what a drill names is collected once each', () => {
  expect(referencesOf(drill)).toEqual({
    load: 'shop',
    faults: ['kill', 'pause'],
    handlers: ['cut', 'join', 'note'],
    probes: ['queue', 'depth'],
    instances: ['web-1', 'web-2'],
    custom: [{ name: 'mine', version: 3, place: expect.stringMatching(/references\.test\.ts:\d+/) }],
  })
})

test('objectives are the drill’s, the phases’, and those in mid-drill', () => {
  expect(allObjectives(drill).map(({ indicator }) => indicator.kind)).toEqual([
    'latency',
    'custom',
    'probe',
    'probe',
  ])
})
