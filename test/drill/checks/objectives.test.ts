import { expect, test } from 'vitest'
import type { ObjectiveDraft } from '../../../src/drill/bounds.ts'
import { unready } from '../../../src/drill/conditions.ts'
import { kill } from '../../../src/drill/faults.ts'
import {
  bootTime,
  deployTime,
  detection,
  errors,
  interruption,
  p95,
  recovery,
  rollbackTime,
  uptime,
} from '../../../src/drill/indicators.ts'
import { load } from '../../../src/drill/load-profile.ts'
import type { LoadSpec, Step } from '../../../src/drill/model.ts'
import { instance, instances } from '../../../src/drill/refs.ts'
import { next } from '../../../src/drill/releases.ts'
import { deploy, rollback } from '../../../src/drill/shipping.ts'
import { each, expect as expectStep, hold, longEnough, phase } from '../../../src/drill/steps.ts'
import { at, refusal } from '../refusal.ts'
import { resolved } from '../sample.ts'

const HERE = 'test/drill/checks/objectives.test.ts'
const baseline = () => phase('baseline', [hold('1s')])
const lost = (expected: ObjectiveDraft[] = []) =>
  phase('lost', [kill(instance()), hold('1s')], { expect: expected })
const looped = () => each(instances(), (it) => [phase('lost', [kill(it), hold('1s')])])

interface Refused {
  steps: () => Step[]
  expect?: () => ObjectiveDraft[]
  load?: LoadSpec
  what: string
  hint: string
}

test.each<[string, Refused]>([
  [
    'an unknown window',
    {
      steps: () => [baseline(), lost([p95().notWorseThan('basline', '25%')])],
      what: 'no phase is called "basline"',
      hint: 'The phases are baseline, lost.',
    },
  ],
  [
    'an unknown window, by the drill',
    {
      steps: () => [baseline()],
      expect: () => [p95().notWorseThan('before', '25%')],
      what: 'no phase is called "before"',
      hint: 'baseline',
    },
  ],
  [
    'an unknown window, in mid-drill',
    {
      steps: () => [phase('a', [expectStep(p95().notWorseThan('b', '5%'))])],
      what: 'no phase is called "b"',
      hint: 'a.',
    },
  ],
  [
    'a looped phase without its instance',
    {
      steps: () => [baseline(), looped()],
      expect: () => [p95().notWorseThan('lost', '5%')],
      what: 'phase "lost" has one window for each instance',
      hint: 'lost[web-1]',
    },
  ],
  [
    'an instance of a phase without a loop',
    {
      steps: () => [baseline(), lost()],
      expect: () => [p95().notWorseThan('lost[web-1]', '5%')],
      what: 'no phase is called "lost[web-1]"',
      hint: 'lost',
    },
  ],
  [
    'itself',
    {
      steps: () => [lost([p95().notWorseThan('lost', '5%')])],
      what: 'phase "lost" is compared with itself',
      hint: 'another phase',
    },
  ],
  [
    'recovery where no fault is',
    {
      steps: () => [baseline(), lost()],
      expect: () => [recovery().within('30s')],
      what: 'recovery() is judged in phase "baseline"',
      hint: 'to the phase that injects',
    },
  ],
  [
    'recovery in mid-drill where no fault is',
    {
      steps: () => [lost(), phase('after', [expectStep(recovery().within('30s'))])],
      what: 'recovery() is judged in phase "after"',
      hint: 'to the phase',
    },
  ],
  [
    'recovery of a run without a fault',
    {
      steps: () => [baseline()],
      expect: () => [recovery().within('30s').over('run')],
      what: 'recovery() is judged in the run',
      hint: 'to the phase',
    },
  ],
  [
    'detection without a trigger',
    {
      steps: () => [phase('a', [deploy(next())], { expect: [detection().within('15s')] })],
      what: 'detection() is judged in phase "a", where no deploy has a trigger.',
      hint: 'stopOn',
    },
  ],
  [
    'rollback time where nothing is rolled back',
    {
      steps: () => [phase('a', [deploy(next())]), phase('b', [hold('1s')])],
      expect: () => [rollbackTime().below('2m')],
      what: 'rollbackTime() is judged in phase "b", where nothing is rolled back.',
      hint: 'rather than to the drill',
    },
  ],
  [
    'deploy time of a run without a deploy',
    {
      steps: () => [baseline()],
      expect: () => [deployTime().below('2m').over('run')],
      what: 'deployTime() is judged in the run, where nothing is deployed.',
      hint: 'deploy()',
    },
  ],
  [
    'boot time in mid-drill where nothing is started',
    {
      steps: () => [phase('a', [expectStep(bootTime().below('2m'))])],
      what: 'bootTime() is judged in phase "a", where no instance is started.',
      hint: 'restart()',
    },
  ],
  [
    'one said twice',
    {
      steps: () => [lost([uptime().atLeast('99.9%')])],
      what: '"uptime at least 99.9 %" is said twice',
      hint: 'Leave one',
    },
  ],
  [
    'mid-drill over the run',
    {
      steps: () => [phase('a', [expectStep(p95().below('1s').over('run'))])],
      what: 'expect() is judged up to its moment',
      hint: 'expect list',
    },
  ],
  [
    'longEnough without a share of requests',
    {
      steps: () => [phase('a', [hold(longEnough())])],
      expect: () => [interruption().below('1s')],
      what: 'longEnough() cannot be worked out: nothing',
      hint: "hold('20s')",
    },
  ],
  [
    'longEnough for all of them',
    {
      steps: () => [phase('a', [hold(longEnough())])],
      expect: () => [uptime().atLeast('100%')],
      what: 'longEnough() cannot be worked out: nothing',
      hint: "hold('20s')",
    },
  ],
  [
    'longEnough without a rate',
    {
      steps: () => [phase('a', [hold(longEnough())])],
      load: load('shop', { script: true }),
      what: "longEnough() cannot be worked out: the rate of a script's",
      hint: 'rate',
    },
  ],
])('refused: %s', (_what, { steps, expect: objectives, load: driven, what, hint }) => {
  const rest = { ...(objectives ? { expect: objectives } : {}), ...(driven ? { load: driven } : {}) }
  const refused = refusal(() => resolved(steps, rest))
  expect(refused.code).toBe('drill-invalid')
  expect(refused.message).toMatch(at(HERE, what))
  expect(refused.hint).toContain(hint)
})

test('a drill that cannot fail is refused', () => {
  const cannot = {
    code: 'drill-invalid',
    message: 'drills/sample.ts: drill "sample" has no objective that is judged anywhere: it cannot fail.',
    hint: expect.stringContaining("p95().below('150ms')"),
  }
  expect(refusal(() => resolved(() => [baseline()], { expect: () => [] }))).toEqual(cannot)
  expect(refusal(() => resolved(() => [phase('a', [hold('1s')], { inherit: false })]))).toEqual(cannot)
})

test('one objective anywhere is enough', () => {
  const none = { expect: () => [] }
  expect(resolved(() => [phase('a', [expectStep(errors().below('1%'))])], none).expect).toEqual([])
  expect(resolved(() => [lost([errors().below('1%')])], none).expect).toEqual([])
  const run = { expect: () => [errors().below('1%').over('run')] }
  expect(resolved(() => [phase('a', [hold('1s')], { inherit: false })], run).expect).toHaveLength(1)
})

test('what is about a deploy and its rollback is judged where they are', () => {
  const drill = resolved(() => [
    phase('bad', [deploy(next(), { stopOn: [unready()] })], {
      expect: [detection().within('15s'), deployTime().below('2m'), rollbackTime().below('2m')],
    }),
    phase('back', [rollback()], { expect: [rollbackTime().below('2m'), bootTime().below('10s')] }),
  ])
  expect(drill.steps).toHaveLength(2)
})

test('windows that exist, recovery after a fault, and other bounds for the same indicator are fine', () => {
  const drill = resolved(
    () => [
      baseline(),
      lost([recovery().within('30s'), uptime().atLeast('99%')]),
      phase('after', [hold('1s')]),
    ],
    { expect: () => [uptime().atLeast('99.9%'), p95().notWorseThan('baseline', '25%')] },
  )
  expect(drill.expect).toHaveLength(2)
  const named = { expect: () => [p95().notWorseThan('lost[web-1]', '5%')] }
  expect(resolved(() => [baseline(), looped()], named).expect).toHaveLength(1)
})
