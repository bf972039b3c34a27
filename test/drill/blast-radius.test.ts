import { describe, expect, test } from 'vitest'
import { isWithin, mostHitAtOnce, smallerOf } from '../../src/drill/blast-radius.ts'
import { ready, recovered } from '../../src/drill/conditions.ts'
import { crash, kill, loss, pause, squeeze, start } from '../../src/drill/faults.ts'
import { restart, stop } from '../../src/drill/lifecycle.ts'
import type { Step } from '../../src/drill/model.ts'
import { instance, instances, victim } from '../../src/drill/refs.ts'
import { next } from '../../src/drill/releases.ts'
import { deploy, rollback } from '../../src/drill/shipping.ts'
import { during, each, hold, phase, together, until } from '../../src/drill/steps.ts'

const THREE = ['web-1', 'web-2', 'web-3']
const most = (...steps: Step[]): number => mostHitAtOnce(steps, THREE).count
const allReady = (): Step => until(ready({ all: true }), { within: '10s' })

test.each<[string, number, () => Step[]]>([
  ['nothing', 0, () => [hold('1s')]],
  ['a service is no instance', 0, () => [loss('db', { as: 'stopped' })]],
  ['one', 1, () => [kill(instance())]],
  ['the same one again', 1, () => [kill(instance('web-1')), pause(instance('web-1')), pause(victim())]],
  ['one after the other, neither brought back', 2, () => [kill(instance()), kill(instance())]],
  [
    'one after the other, brought back between',
    1,
    () => [kill(instance()), start(victim()), kill(instance())],
  ],
  ['until all are ready', 1, () => [kill(instance()), allReady(), kill(instance())]],
  [
    'what is starved is ready all the while',
    2,
    () => [squeeze(instance('web-1'), { cpu: '10%' }), allReady(), kill(instance('web-2'))],
  ],
  [
    'clients that are well again bring nothing back',
    2,
    () => [kill(instance('web-1')), until(recovered(), { within: '10s' }), kill(instance('web-2'))],
  ],
  ['a crash is its supervisor’s', 1, () => [crash(instance('web-1')), crash(instance('web-2'))]],
  ['two crashes side by side', 2, () => [together([crash(instance('web-1'))], [crash(instance('web-2'))])]],
  ['side by side', 2, () => [together([kill(instance())], [hold('1s'), pause(instance())])]],
  ['a lane that hits nobody', 1, () => [together([kill(instance())], [hold('1s')])]],
  ['while it holds', 2, () => [during(pause(instance('web-1')), [kill(instance('web-2'))])]],
  ['healed by then', 1, () => [during(pause(instance('web-1')), [hold('1s')]), kill(instance('web-2'))]],
  ['stopped', 2, () => [stop(instance('web-1')), stop(instance('web-2'))]],
  ['restarted one at a time', 1, () => [each(instances(), (it) => [restart(it), hold('1s')])]],
  ['restarted all at once', 3, () => [restart(instances())]],
  ['some of them', 2, () => [restart(instances('web-1', 'web-3'))]],
  [
    'each in turn, none brought back',
    3,
    () => [each(instances(), (it) => [phase('lost', [kill(it), hold('1s')])])],
  ],
  ['never more than there are', 3, () => [1, 2, 3, 4, 5].map(() => kill(instance()))],
  [
    'a rollout brings everything back',
    1,
    () => [together([deploy(next())], [kill(instance())]), together([rollback()], [kill(instance())])],
  ],
])('%s: %i', (_what, count, steps) => {
  expect(most(...steps())).toBe(count)
})

describe('where', () => {
  test('it says the step that makes it so many', () => {
    const first = kill(instance('web-1'))
    const second: Step = { ...kill(instance('web-2')), place: 'drills/two.ts:7' }
    expect(mostHitAtOnce([phase('p', [first, second])], THREE)).toEqual({
      count: 2,
      place: 'drills/two.ts:7',
    })
  })

  test('without a target nothing bounds it', () => {
    expect(mostHitAtOnce([kill(instance()), kill(instance())], []).count).toBe(2)
  })
})

test('both have to agree', () => {
  expect([smallerOf(1, 2), smallerOf('all', 2), smallerOf(3, 'all'), smallerOf('all', 'all')]).toEqual([
    1,
    2,
    3,
    'all',
  ])
  expect([
    isWithin(2, 2),
    isWithin(2, 1),
    isWithin('all', 9),
    isWithin('all', 'all'),
    isWithin(9, 'all'),
  ]).toEqual([true, false, false, true, true])
})
