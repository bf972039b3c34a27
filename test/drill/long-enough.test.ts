import { expect, test } from 'vitest'
import { errors, interruption, p95, uptime } from '../../src/drill/indicators.ts'
import { load } from '../../src/drill/load-profile.ts'
import { longEnoughHold, objectivesIn } from '../../src/drill/long-enough.ts'
import { hold, phase } from '../../src/drill/steps.ts'

const steps = [hold('1s')]
const drill = {
  expect: [p95().below('1s').objective, uptime().atLeast('99.9%').objective],
  load: load('shop', { rate: '200/s' }),
}

test('the strictest objective and the rate give the time, in whole seconds', () => {
  expect(longEnoughHold(phase('lost', steps), drill, 0)).toEqual({
    durationMs: 15_000,
    requests: 2995,
    objective: 'uptime at least 99.9 %',
    note: '',
  })
  const faster = { ...drill, load: load('shop', { rate: '300/s' }) }
  expect(longEnoughHold(phase('lost', steps), faster, 0)).toMatchObject({ durationMs: 10_000 })
  const exact = { ...drill, load: load('shop', { rate: '5/s' }) }
  expect(longEnoughHold(phase('lost', steps), exact, 0)).toMatchObject({ durationMs: 600_000 })
})

test('an objective of the phase counts, an inherited one only where it is inherited', () => {
  const own = phase('lost', steps, { inherit: false, expect: [errors().below('10%')] })
  expect(longEnoughHold(own, drill, 0)).toMatchObject({ requests: 29, durationMs: 1000 })
})

test('a filter is said to leave the share of the load open', () => {
  const own = phase('lost', steps, { inherit: false, expect: [uptime({ route: 'GET /' }).atLeast('99%')] })
  expect(longEnoughHold(own, drill, 0)).toMatchObject({ note: expect.stringContaining('share of the load') })
})

test('it cannot be worked out without a share of requests, or without a rate', () => {
  const none = phase('lost', steps, { inherit: false, expect: [interruption().below('1s')] })
  expect(longEnoughHold(none, drill, 0)).toMatchObject({
    impossible: expect.stringContaining('phase "lost"'),
  })
  const script = { ...drill, load: load('shop', { script: true }) }
  expect(longEnoughHold(phase('lost', steps), script, 0)).toMatchObject({
    impossible: expect.stringContaining('script'),
  })
})

test('objectives over the run are not the phase’s, nor is a comparison with itself', () => {
  const expect2 = [
    p95().notWorseThan('baseline', '5%').objective,
    uptime().atLeast('99%').over('run').objective,
  ]
  const of = (name: string) =>
    objectivesIn(phase(name, steps), { expect: expect2 }).map(({ bound }) => bound.op)
  expect([of('baseline'), of('lost')]).toEqual([[], ['notWorseThan']])
})
