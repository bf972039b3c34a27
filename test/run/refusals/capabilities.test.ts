import { describe, expect, test } from 'vitest'
import { anyOf, logged, ready, serving } from '../../../src/drill/conditions.ts'
import { disconnect, fill, kill, loss, pause, squeeze, start } from '../../../src/drill/faults.ts'
import { restart, stop } from '../../../src/drill/lifecycle.ts'
import type { Step } from '../../../src/drill/model.ts'
import { instance, instanceServing, instances } from '../../../src/drill/refs.ts'
import { current, next } from '../../../src/drill/releases.ts'
import { deploy, expectRefused, migrate, rollback } from '../../../src/drill/shipping.ts'
import { during, each, hold, phase, together, until } from '../../../src/drill/steps.ts'
import { boots, refusesToBoot, searchSecrets } from '../../../src/drill/trials.ts'
import type { CapabilityName } from '../../../src/target/target.ts'
import { refusalsOf, refusalsOn, TARGET } from './planned.ts'

const within = { within: '5s' } as const

describe('a step that needs what the target does not offer', () => {
  const steps: [string, () => Step[], readonly CapabilityName[], string][] = [
    ['kill', () => [phase('p', [kill(instance())])], ['suspend'], 'lifecycle'],
    ['pause', () => [phase('p', [pause(instance())])], ['lifecycle'], 'suspend'],
    ['start', () => [phase('p', [start(instance('web-1'))])], ['suspend'], 'lifecycle'],
    ['during', () => [phase('p', [during(kill(instance()), [hold('1s')])])], [], 'lifecycle'],
    ['each', () => [phase('p', [each(instances(), (it) => [kill(it)])])], [], 'lifecycle'],
    ['together', () => [phase('p', [together([hold('1s')], [pause(instance())])])], [], 'suspend'],
  ]

  test.each(steps)('%s is refused, with its place, and is not where it does', (_kind, drill, has, needed) => {
    const target = { ...TARGET, kind: 'compose', capabilities: has }
    const [refusal, ...others] = refusalsOf(drill, { target })
    expect(others).toEqual([])
    expect(refusal).toMatchObject({
      code: 'capability-missing',
      reason: expect.stringMatching(
        new RegExp(`capabilities\\.test\\.ts:\\d+: the step needs "${needed}", .* "compose"`),
      ),
    })
    expect(refusalsOf(drill)).toEqual([])
  })
})

test('what an app without migrations does is said: stock drills that ship releases move its schema first', () => {
  const target = { ...TARGET, capabilities: ['deploy'] as const }
  expect(refusalsOf(() => [phase('p', [migrate(next())])], { target })[0]?.hint).toContain(
    '--set migrate=false',
  )
})

describe('a capability that the target does not offer', () => {
  const shipped = () => [deploy(next())]
  const cases: [string, () => Step[], CapabilityName][] = [
    ['deploy', shipped, 'deploy'],
    [
      'deploy that must be refused',
      () => [expectRefused(deploy(next()), { because: 'digest-mismatch' })],
      'deploy',
    ],
    ['rollback', () => [...shipped(), rollback()], 'deploy'],
    ['serving', () => [until(serving(current()), within)], 'deploy'],
    ['an instance by what it serves', () => [kill(instanceServing(current()))], 'deploy'],
    ['migrate', () => [migrate(next())], 'migrations'],
    ['stop', () => [stop(instance('web-1'))], 'lifecycle'],
    ['restart', () => [restart(instances())], 'lifecycle'],
    ['start', () => [start(instance('web-1'))], 'lifecycle'],
    ['boots', () => [boots(current(), { shows: { version: '1' }, ...within })], 'trial'],
    ['refusesToBoot', () => [refusesToBoot(current(), { without: ['A'], ...within })], 'trial'],
    ['searchSecrets', () => [searchSecrets()], 'trial'],
    ['logged', () => [until(logged('crash loop'), within)], 'logs'],
    ['logged among others', () => [until(anyOf(ready(), logged('x')), within)], 'logs'],
    ['logged as a trigger', () => [deploy(next(), { stopOn: [logged('x')] })], 'logs'],
    ['disconnect', () => [disconnect(instance())], 'network'],
    ['squeeze', () => [squeeze(instance(), { cpu: '10%' })], 'resources'],
    ['fill', () => [fill(instance(), { path: '/tmp' })], 'storage'],
    ['loss', () => [during(loss('db', { as: 'hang' }), [hold('1s')])], 'services'],
  ]

  test.each(cases)('%s', (_what, steps, needed) => {
    expect(refusalsOn(steps)).toEqual([])
    const capabilities = TARGET.capabilities.filter((capability) => capability !== needed)
    const found = refusalsOn(steps, { capabilities })
    expect(found.length).toBeGreaterThan(0)
    for (const refusal of found) {
      expect(refusal).toMatchObject({
        code: 'capability-missing',
        reason: expect.stringMatching(
          new RegExp(`capabilities\\.test\\.ts:\\d+: the step needs "${needed}"`),
        ),
      })
    }
  })
})
