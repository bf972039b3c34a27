import { expect, test } from 'vitest'
import { anyOf, logged, probeValue, serving } from '../../src/drill/conditions.ts'
import { kill, loss, pause, start } from '../../src/drill/faults.ts'
import { custom, p95, value } from '../../src/drill/indicators.ts'
import { restart, stop } from '../../src/drill/lifecycle.ts'
import { allObjectives, referencesOf } from '../../src/drill/references.ts'
import { instance, instances, victim } from '../../src/drill/refs.ts'
import { broken, current, exits, next } from '../../src/drill/releases.ts'
import { deploy } from '../../src/drill/shipping.ts'
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
    phase('c', [
      during(loss('db', { as: 'stopped' }), [stop(instance('web-3')), restart(instances('web-1', 'web-4'))]),
      deploy(broken(current(), exits()), { stopOn: [anyOf(logged('x'), probeValue('lag', 9))] }),
      until(serving(next()), { within: '5s' }),
      until(serving(current()), { within: '5s' }),
    ]),
  ],
  { expect: () => [p95().below('1s'), custom('mine', 3).below(1)] },
)

test('what a drill names is collected once each', () => {
  expect(referencesOf(drill)).toEqual({
    load: 'shop',
    faults: ['kill', 'pause', 'loss'],
    handlers: ['cut', 'join', 'note'],
    probes: ['queue', 'lag', 'depth'],
    instances: ['web-1', 'web-2', 'web-3', 'web-4'],
    services: ['db'],
    releases: [broken(current(), exits()), current(), next()],
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
