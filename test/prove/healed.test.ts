import { describe, expect, it } from 'vitest'
import { crash, fill, kill, loss, pause, start } from '../../src/drill/faults.ts'
import { cutLink } from '../../src/drill/links.ts'
import type { Step } from '../../src/drill/model.ts'
import { instance, instances, victim } from '../../src/drill/refs.ts'
import { resolve } from '../../src/drill/resolve.ts'
import { during, each, hold, phase } from '../../src/drill/steps.ts'
import { crashSupervision, killDuringDeploy, killNode, pauseNode } from '../../src/drills/index.ts'
import { healsAnything } from '../../src/prove/healed.ts'
import { OPTIONS, resolved } from '../drill/sample.ts'

const heals = (...steps: Step[]): boolean => healsAnything(resolved(() => [phase('lost', steps)]))
const web1 = instance('web-1')

describe('nothing is healed by the harness', () => {
  it.each<[string, Step[]]>([
    ['without a fault', [hold('5s')]],
    ['where what was killed is never started', [kill(instance()), hold('5s')]],
    ['where another one is started', [kill(web1), start(instance('web-2'))]],
    ['where the latest victim brings itself back', [kill(web1), crash(instance('web-2')), start(victim())]],
    ['where a supervisor has to', [crash(web1), start(web1), during(crash(web1), [hold('5s')])]],
    ['where a service that is down ends with the run', [loss('db', { as: 'stopped' }), hold('5s')]],
  ])('%s', (_when, steps) => {
    expect(heals(...steps)).toBe(false)
  })
})

describe('the harness heals', () => {
  it.each<[string, Step[]]>([
    ['what a step starts', [kill(instance()), start(victim())]],
    ['what a step may start', [kill(instance()), start(web1)]],
    ['each one in turn', [each(instances(), (it) => [kill(it), start(it)])]],
    ['at the end of `during`', [during(kill(web1), [hold('5s')])]],
    ['a service at the end of `during`', [during(loss('db', { as: 'stopped' }), [hold('5s')])]],
    ['a pause, at the end of the run', [pause(web1)]],
    ['a full disk, at the end of the run', [fill(web1, { path: '/tmp' })]],
    ['a link, at the end of the run', [cutLink('db')]],
    ['a service that hangs, at the end of the run', [loss('db', { as: 'hang' })]],
  ])('%s', (_what, steps) => {
    expect(heals(...steps)).toBe(true)
  })
})

it.each([
  [crashSupervision(), false],
  [killDuringDeploy(), false],
  [killNode(), true],
  [pauseNode(), true],
])('of stock drills those that do ($0.name: $1)', (drill, expected) => {
  expect(healsAnything(resolve(drill, OPTIONS))).toBe(expected)
})
