import { describe, test, expect as vexpect } from 'vitest'
import { probeValue, ready, recovered } from '../../src/drill/conditions.ts'
import {
  describeIndicator,
  describeLoad,
  describeObjective,
  describeStep,
  describeValue,
} from '../../src/drill/describe.ts'
import { kill, pause, start } from '../../src/drill/faults.ts'
import {
  custom,
  errors,
  interruption,
  metric,
  p,
  p95,
  ratio,
  recovery,
  uptime,
  value,
} from '../../src/drill/indicators.ts'
import { load } from '../../src/drill/load-profile.ts'
import { instance, instances, victim } from '../../src/drill/refs.ts'
import { act, during, each, expect, hold, longEnough, phase, together, until } from '../../src/drill/steps.ts'

describe('objectives', () => {
  test.each([
    [p95().below('150ms'), 'p95 below 150 ms'],
    [p(99.9).atMost('1.5s'), 'p99.9 at most 1.5 s'],
    [p95({ route: 'GET /products' }).below('150ms'), 'p95 of route GET /products below 150 ms'],
    [uptime().atLeast('99.9%'), 'uptime at least 99.9 %'],
    [uptime({ by: 'time' }).above('99.95%'), 'uptime by time above 99.95 %'],
    [errors().below('10%').over('run'), 'errors below 10 % over the whole run'],
    [interruption().below('1s'), 'longest interruption below 1 s'],
    [recovery().within('30s'), 'recovery within 30 s'],
    [ratio({ check: 'order accepted' }).atLeast('99%'), 'check "order accepted" at least 99 %'],
    [metric('orders', 'p(95)').below(3.5), 'p(95) of metric orders below 3.5'],
    [value('queue').below(10), 'max of probe "queue" below 10'],
    [custom('slow-start', 2).below(1), 'slow-start (version 2) below 1'],
    [custom('slow-start', 2, { by: 3 }).below(1), 'slow-start (version 2) {"by":3} below 1'],
    [p95().notWorseThan('baseline', '25%'), 'p95 not more than 25 % worse than in baseline'],
  ])('%#: %s', (draft, text) => {
    vexpect(describeObjective(draft.objective)).toBe(text)
  })

  test('an indicator alone, and a value of it, are never rounded', () => {
    vexpect(describeIndicator({ kind: 'errors' }, { scenario: 'shop', method: 'POST' })).toBe(
      'errors of scenario shop, method POST',
    )
    vexpect(describeValue(0.99905, { kind: 'uptime', by: 'requests' })).toBe('99.905 %')
    vexpect(describeValue(12_345, { kind: 'recovery' })).toBe('12.345 s')
    vexpect(describeValue(120_000, { kind: 'recovery' })).toBe('2 min')
    vexpect(describeValue(0.2, { kind: 'interruption' })).toBe('0.2 ms')
  })
})

describe('steps', () => {
  test.each([
    [phase('lost', [hold('1s')]), 'phase lost'],
    [hold('20s'), 'hold 20 s'],
    [hold('1.5m'), 'hold 90 s'],
    [hold(longEnough()), 'hold long enough to decide the objectives'],
    [until(recovered(), { within: '60s' }), 'until recovered, within 1 min'],
    [until(ready({ all: true }), { within: '30s' }), 'until every instance is ready, within 30 s'],
    [until(ready({ atLeast: 1 }), { within: '30s' }), 'until at least 1 instance is ready, within 30 s'],
    [until(ready({ atLeast: 2 }), { within: '30s' }), 'until at least 2 instances are ready, within 30 s'],
    [until(probeValue('queue', 'low'), { within: '5s' }), 'until probe "queue" shows "low", within 5 s'],
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
