import { describe, test, expect as vexpect } from 'vitest'
import { probeValue, ready, recovered, trigger, unready } from '../../src/drill/conditions.ts'
import { describeLoad, describeStep, describeTriggers } from '../../src/drill/describe.ts'
import { kill, loss, pause, start } from '../../src/drill/faults.ts'
import { errors, p95 } from '../../src/drill/indicators.ts'
import { restart, stop } from '../../src/drill/lifecycle.ts'
import { load } from '../../src/drill/load-profile.ts'
import { instance, instances, victim } from '../../src/drill/refs.ts'
import { broken, current, failing, next } from '../../src/drill/releases.ts'
import { deploy, expectRefused, migrate, rollback } from '../../src/drill/shipping.ts'
import {
  act,
  during,
  each,
  expect,
  hold,
  longEnough,
  manual,
  phase,
  together,
  until,
} from '../../src/drill/steps.ts'
import { boots, refusesToBoot, searchSecrets, staysUnready } from '../../src/drill/trials.ts'

describe('steps', () => {
  test.each([
    [phase('lost', [hold('1s')]), 'phase lost'],
    [hold('20s'), 'hold 20 s'],
    [hold('1.5m'), 'hold 1 min 30 s'],
    [hold(longEnough()), 'hold long enough to decide the objectives'],
    [until(recovered(), { within: '60s' }), 'until clients have recovered, within 1 min'],
    [until(ready({ all: true }), { within: '30s' }), 'until every instance is ready, within 30 s'],
    [until(ready({ atLeast: 1 }), { within: '30s' }), 'until at least 1 instance is ready, within 30 s'],
    [until(ready({ atLeast: 2 }), { within: '30s' }), 'until at least 2 instances are ready, within 30 s'],
    [until(probeValue('queue', 'low'), { within: '5s' }), 'until probe queue shows "low", within 5 s'],
    [together([hold('1s')], [hold('2s')]), 'together, in 2 lanes'],
    [each(instances(), () => [hold('1s')]), 'for each of all instances, one after the other'],
    [each(instances('a', 'b'), () => [hold('1s')]), 'for each of a, b, one after the other'],
    [each(instances(), (it) => [kill(it)]), 'for each of all instances, one after the other'],
    [during(pause(instance()), [hold('1s')]), 'while it holds: pause one instance (picked by the seed)'],
    [kill(instance()), 'kill one instance (picked by the seed)'],
    [kill(instance('web-1')), 'kill web-1'],
    [start(victim()), 'start the victim of the latest fault'],
    [start({ ref: 'it', loop: 'each-1' }), 'start the instance that each() is at'],
    [expect(p95().below('1s')), 'expect p95 below 1 s'],
    [act('cut', {}, { undo: { nothing: 'why' } }), 'act cut'],
    [deploy(next()), 'deploy the next release'],
    [deploy(next(), { strategy: 'canary' }), 'deploy the next release (canary)'],
    [
      expectRefused(rollback(), { because: ['start-failed', 'never-ready', 'command-failed'] }),
      'expect start-failed, never-ready or command-failed: roll back',
    ],
    [rollback(), 'roll back'],
    [rollback({ observed: true }), 'wait for somebody else to roll back'],
    [migrate(next()), 'migrate up for the next release'],
    [stop(instance('web-1')), 'stop web-1'],
    [restart(instance('web-1')), 'restart web-1'],
    [restart(instances()), 'restart all instances at once'],
    [restart(instances('a', 'b')), 'restart a, b at once'],
    [during(loss('db', { as: 'hang' }), [hold('1s')]), 'while it holds: loss service db, as hang'],
    [
      expectRefused(deploy(broken(current(), failing('5%'))), { because: 'triggered' }),
      'expect triggered: deploy the current release, made to fail 5 % of requests',
    ],
    [
      boots(current(), { with: { GREETING: 'hello' }, shows: { greeting: 'hello' }, within: '5s' }),
      'boot the current release beside the app with GREETING: it must show greeting',
    ],
    [
      refusesToBoot(current(), { without: 'each required', within: '5s' }),
      'boot the current release beside the app without each required variable in turn: it must refuse',
    ],
    [
      staysUnready(next(), { for: '3s' }),
      'boot the next release beside the app: it must live and not get ready',
    ],
    [
      deploy(next(), { orRolledBack: true }),
      'deploy the next release, or be rolled back by the rollout itself',
    ],
    [searchSecrets(), 'search artifacts, logs and the record for secrets'],
    [manual('Pull the plug.'), 'a person acts: Pull the plug.'],
  ])('%#: %s', (step, text) => {
    vexpect(describeStep(step)).toBe(text)
  })
})

test('loads', () => {
  vexpect(describeLoad(load('shop', { rate: '200/s' }))).toBe('load "shop" at 200/s')
  const ramp = {
    from: '1/s',
    stages: [
      { to: '50/s', over: '10s' },
      { to: '5/s', over: '5s' },
    ],
  } as const
  vexpect(describeLoad(load('shop', { ramp }))).toBe(
    'load "shop" from 1/s to 50/s over 10 s, then to 5/s over 5 s',
  )
  vexpect(describeLoad(load('shop', { script: true }))).toBe('load "shop" as its script\'s own scenarios say')
})

test('says when a deploy is ended', () => {
  const stopOn = [trigger(errors().above('2%'), { over: '3s', for: '1s' }), unready()]
  const step = deploy(next(), { stopOn })
  vexpect(step.kind === 'deploy' && describeTriggers(step)).toEqual([
    'ended by errors above 2 % over 3 s, for 1 s',
    'ended by every instance is unready',
    'baked for 10 s',
  ])
  const plain = deploy(next())
  vexpect(plain.kind === 'deploy' && describeTriggers(plain)).toEqual([])
})
