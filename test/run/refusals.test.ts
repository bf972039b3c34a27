import { describe, expect, test } from 'vitest'
import { probeValue, ready } from '../../src/drill/conditions.ts'
import { kill, pause, start } from '../../src/drill/faults.ts'
import { custom, uptime, value } from '../../src/drill/indicators.ts'
import type { LoadSpec, Step } from '../../src/drill/model.ts'
import { instance, instances, victim } from '../../src/drill/refs.ts'
import {
  act,
  during,
  each,
  expect as expectStep,
  hold,
  phase,
  together,
  until,
} from '../../src/drill/steps.ts'
import { faults } from '../../src/fault/map.ts'
import { allSteps, type RefusalContext, refusals } from '../../src/run/refusals.ts'
import { resolved } from '../drill/sample.ts'

type Rest = Parameters<typeof resolved>[1]

/** Why it would be refused, where everything that the drill could need is there unless said otherwise. */
function refusalsOf(steps: () => Step[], less: Partial<RefusalContext> = {}, rest: Rest = {}) {
  return refusals({
    drill: resolved(steps, rest),
    target: { kind: 'fake', capabilities: ['lifecycle', 'suspend', 'traffic', 'logs'] },
    faults,
    loads: ['shop'],
    handlers: ['fill', 'drain'],
    namedProbes: ['waiting jobs'],
    indicators: ['ledger@2'],
    maxRate: null,
    probeIntervalMs: 20,
    ...less,
  })
}
const reasonsOf = (...args: Parameters<typeof refusalsOf>) => refusalsOf(...args).map(({ reason }) => reason)
const codesOf = (...args: Parameters<typeof refusalsOf>) => refusalsOf(...args).map(({ code }) => code)
const quiet = (): Step[] => [phase('baseline', [hold('20s')])]

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

describe('the load', () => {
  test('that the configuration does not have', () => {
    expect(refusalsOf(quiet, { loads: ['store', 'admin'] })).toEqual([
      {
        code: 'load-unknown',
        reason: 'The drill names the load "shop"; the configuration has store, admin.',
        hint: expect.stringContaining('loads'),
      },
    ])
    expect(reasonsOf(quiet, { loads: [] })[0]).toContain('has none')
  })

  const ramp: LoadSpec = {
    name: 'shop',
    profile: {
      kind: 'ramping-arrival-rate',
      startPerSecond: 10,
      stages: [
        { toPerSecond: 300, durationMs: 1000 },
        { toPerSecond: 50, durationMs: 1000 },
      ],
    },
  }

  test.each([
    ['a constant rate', 199, {}, ['plan-refused']],
    ['a constant rate that is allowed', 200, {}, []],
    ['the peak of a ramp', 299, { load: ramp }, ['plan-refused']],
    ['a ramp that is allowed', 300, { load: ramp }, []],
    ['a script’s own scenarios, whose rate is not known', 1, { load: script() }, []],
  ])('that is more than this environment allows: %s', (_what, maxRate, rest, codes) => {
    expect(codesOf(quiet, { maxRate }, rest)).toEqual(codes)
  })

  test('how to lower it is said', () => {
    expect(refusalsOf(quiet, { maxRate: 50 })[0]?.hint).toContain('--set rate=50/s')
  })
})

describe('a step that needs what the target does not offer', () => {
  const steps: [string, () => Step[], RefusalContext['target']['capabilities'], string][] = [
    ['kill', () => [phase('p', [kill(instance())])], ['suspend'], 'lifecycle'],
    ['pause', () => [phase('p', [pause(instance())])], ['lifecycle'], 'suspend'],
    ['start', () => [phase('p', [start(instance('web-1'))])], ['suspend'], 'lifecycle'],
    ['during', () => [phase('p', [during(kill(instance()), [hold('1s')])])], [], 'lifecycle'],
    ['each', () => [phase('p', [each(instances(), (it) => [kill(it)])])], [], 'lifecycle'],
    ['together', () => [phase('p', [together([hold('1s')], [pause(instance())])])], [], 'suspend'],
  ]

  test.each(steps)('%s is refused, with its place, and is not where it does', (_kind, drill, has, needed) => {
    const target = { kind: 'compose', capabilities: has }
    const [refusal, ...others] = refusalsOf(drill, { target })
    expect(others).toEqual([])
    expect(refusal).toMatchObject({
      code: 'capability-missing',
      reason: expect.stringMatching(
        new RegExp(`refusals\\.test\\.ts:\\d+: the step needs "${needed}", .* "compose"`),
      ),
    })
    expect(refusalsOf(drill)).toEqual([])
  })
})

describe('what a drill names and the configuration does not have', () => {
  const acts = () => [phase('p', [act('fill', {}, { undo: { handler: 'drain', args: {} } })])]

  test('a handler, or the handler of its undo', () => {
    expect(reasonsOf(acts, { handlers: ['drain'] })).toEqual([
      expect.stringContaining('no handler is called "fill"'),
    ])
    expect(reasonsOf(acts, { handlers: ['fill'] })).toEqual([
      expect.stringContaining('no handler is called "drain"'),
    ])
    const nothing = () => [phase('p', [act('fill', {}, { undo: { nothing: 'it reads' } })])]
    expect(refusalsOf(nothing, { handlers: ['fill'] })).toEqual([])
  })

  test('a probe that a step waits for; other conditions need none', () => {
    const waits = () => [phase('p', [until(probeValue('waiting jobs', 0), { within: '5s' })])]
    expect(reasonsOf(waits, { namedProbes: [] })).toEqual([
      expect.stringContaining('no probe is called "waiting jobs"'),
    ])
    const other = () => [phase('p', [until(ready(), { within: '5s' })])]
    expect(refusalsOf(other, { namedProbes: [] })).toEqual([])
  })

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

test('every reason is given, not the first alone', () => {
  const steps = () => [phase('p', [kill(instance()), until(probeValue('leader', 1), { within: '5s' })])]
  const less = { loads: [], target: { kind: 'x', capabilities: [] }, namedProbes: [], maxRate: 1 }
  expect(codesOf(steps, less)).toEqual(['load-unknown', 'plan-refused', 'capability-missing', 'plan-refused'])
})

test('steps within steps are found', () => {
  const drill = resolved(() => [
    phase('p', [together([during(kill(instance()), [hold('1s')])], [each(instances(), () => [hold('2s')])])]),
  ])
  const kinds = [...allSteps(drill.steps)].map(({ kind }) => kind)
  expect(kinds).toEqual(['phase', 'together', 'during', 'fault', 'hold', 'each', 'hold'])
})

function script(): LoadSpec {
  return { name: 'shop', profile: { kind: 'script' } }
}
