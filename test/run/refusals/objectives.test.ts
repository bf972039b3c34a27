import { describe, expect, test } from 'vitest'
import { ready } from '../../../src/drill/conditions.ts'
import { custom, uptime, value } from '../../../src/drill/indicators.ts'
import { writes } from '../../../src/drill/ledger.ts'
import type { Step } from '../../../src/drill/model.ts'
import { expect as expectStep, hold, phase, until } from '../../../src/drill/steps.ts'
import { quiet, type Rest, reasonsOf, refusalsOf } from './planned.ts'

describe('what an objective names and the configuration does not have', () => {
  test('a probe that an objective is about: of the drill, of a phase, in mid-drill; said once', () => {
    const few = () => value('waiting jobs', 'max').below(10)
    const drills: [() => Step[], Rest][] = [
      [() => [...quiet(), phase('settled', [hold('20s')])], { expect: () => [few()] }],
      [() => [phase('p', [hold('20s')], { expect: [few()] })], {}],
      [() => [phase('p', [hold('20s'), expectStep(few())])], {}],
    ]
    for (const [steps, rest] of drills) {
      expect(refusalsOf(steps, {}, rest)).toEqual([])
      expect(reasonsOf(steps, { namedProbes: [] }, rest)).toEqual([
        expect.stringContaining('no probe is called "waiting jobs"'),
      ])
    }
  })

  test('what is stored, where nothing says how to ask', () => {
    const rest = { expect: () => [writes().lost(0).duplicated(0)] }
    expect(refusalsOf(quiet, {}, rest)).toEqual([])
    expect(reasonsOf(quiet, { readsLedger: false }, rest)).toEqual([
      expect.stringContaining('writes() needs to know what is stored'),
    ])
  })

  test('an indicator, or this version of it', () => {
    const rest = { expect: () => [custom('ledger', 2).atMost(0)] }
    expect(refusalsOf(quiet, {}, rest)).toEqual([])
    expect(reasonsOf(quiet, { indicators: ['ledger@1'] }, rest)).toEqual([
      expect.stringContaining('no indicator is called "ledger" in version 2'),
    ])
  })
})

describe('uptime by time that a prober could not tell', () => {
  const byTime = (...seconds: `${number}s`[]) => {
    const steps = () => seconds.map((time, k) => phase(`p${k}`, [hold(time)]))
    return (probeIntervalMs: number, expected = () => uptime({ by: 'time' }).atLeast('99.9%')) =>
      refusalsOf(steps, { probeIntervalMs }, { expect: () => [expected()] })
  }

  test('is refused where fewer than three of its ticks may be bad, and not from there on', () => {
    expect(byTime('60s')(20)).toEqual([])
    expect(byTime('59s')(20)).toMatchObject([
      {
        code: 'plan-refused',
        reason: expect.stringContaining('59 ms of outage are allowed; a prober that looks every 20 ms'),
        hint: expect.stringContaining('at least 60 s'),
      },
    ])
    expect(byTime('59s')(10)).toEqual([])
  })

  test('is refused by the phase that is too short, and not where a phase does not inherit it', () => {
    expect(byTime('60s', '5s')(20)).toHaveLength(1)
    const wanted = () => [phase('p0', [hold('60s')]), phase('p1', [hold('5s')], { inherit: false })]
    const rest = { expect: () => [uptime({ by: 'time' }).atLeast('99.9%')] }
    expect(refusalsOf(wanted, {}, rest)).toEqual([])
  })

  test('over the whole run, the run’s length counts', () => {
    const over = () => uptime({ by: 'time' }).atLeast('99.9%').over('run')
    expect(byTime('30s', '30s')(20)).not.toEqual([])
    expect(byTime('30s', '30s')(20, over)).toEqual([])
    expect(byTime('30s', '20s')(20, over)).toHaveLength(1)
  })

  test('of 100 % can never be told', () => {
    const never = () => uptime({ by: 'time' }).atLeast('100%')
    expect(byTime('60s')(20, never)).toMatchObject([{ hint: expect.stringContaining('Allow some outage') }])
  })

  test('by requests it is another thing', () => {
    expect(byTime('5s')(20, () => uptime().atLeast('99.9%'))).toEqual([])
  })

  test('where only a condition says how long a phase lasts, it is not known', () => {
    const steps = () => [phase('p', [until(ready(), { within: '5s' })])]
    const rest = { expect: () => [uptime({ by: 'time' }).atLeast('99.9%')] }
    expect(refusalsOf(steps, {}, rest)).toEqual([])
  })
})
