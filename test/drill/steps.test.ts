import { test, expect as vexpect } from 'vitest'
import { recovered } from '../../src/drill/conditions.ts'
import { kill, pause } from '../../src/drill/faults.ts'
import { p95 } from '../../src/drill/indicators.ts'
import type { Step } from '../../src/drill/model.ts'
import { instance, instances } from '../../src/drill/refs.ts'
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
import { refusal } from './refusal.ts'

test('steps are data', () => {
  vexpect(phase('lost', [hold('1s')], { expect: [p95().below('1s')], inherit: false })).toMatchObject({
    kind: 'phase',
    name: 'lost',
    steps: [{ kind: 'hold', durationMs: 1000 }],
    expect: [{ bound: { op: 'below', value: 1000 } }],
    inherit: false,
  })
  vexpect(phase('lost', [hold('1s')])).toMatchObject({ expect: [], inherit: true })
  vexpect(hold(longEnough())).toMatchObject({ kind: 'hold-long-enough' })
  vexpect(until(recovered(), { within: '1m' })).toMatchObject({ kind: 'until', withinMs: 60_000 })
  vexpect(together([hold('1s')], [hold('2s')])).toMatchObject({ kind: 'together', lanes: [[{}], [{}]] })
  vexpect(during(pause(instance()), [hold('1s')])).toMatchObject({
    kind: 'during',
    fault: { fault: 'pause' },
  })
  vexpect(expect(p95().below('1s'))).toMatchObject({ kind: 'expect', objective: { over: 'window' } })
  vexpect(act('cut', { link: 1 }, { undo: { handler: 'join' } })).toMatchObject({
    undo: { handler: 'join', args: {} },
  })
  vexpect(manual(' Pull the plug. ')).toMatchObject({ kind: 'manual', text: 'Pull the plug.' })
  vexpect(act('note', {}, { undo: { nothing: 'it only writes' } })).toMatchObject({
    undo: { nothing: 'it only writes' },
  })
})

test('each() hands its own instance to the steps, and loops do not share it', () => {
  const loops = [each(instances(), (it) => [kill(it)]), each(instances('a'), (it) => [kill(it)])]
  const seen = loops.map((step) =>
    step.kind === 'each' && step.steps[0]?.kind === 'fault' ? [step.loop, step.steps[0].victim] : null,
  )
  vexpect(seen[0]).toEqual([seen[0]?.[0], { ref: 'it', loop: seen[0]?.[0] }])
  vexpect(seen[0]?.[0]).not.toBe(seen[1]?.[0])
})

const none: Step[] = []
test.each<[string, () => unknown, string, string]>([
  ['phase', () => phase('lost', none), 'phase "lost" has no steps', "[hold('20s')]"],
  ['each', () => each(instances(), () => none), 'each() has no steps', "[hold('20s')]"],
  ['during', () => during(kill(instance()), none), 'during() has no steps', "[hold('20s')]"],
  ['a lane', () => together([hold('1s')], none), 'a lane of together() has no steps', "[hold('20s')]"],
  ['not a list', () => phase('lost', hold('1s') as unknown as Step[]), 'phase "lost" has no steps', 'list'],
  [
    'a function',
    () => phase('lost', [hold as unknown as Step]),
    'number 1 of the steps of phase "lost" is not',
    'hold',
  ],
  ['one lane', () => together([hold('1s')]), 'together() has fewer than two lanes', 'together([…], […])'],
  ['no fault', () => during(hold('1s') as never, [hold('1s')]), 'during() needs a fault', 'during(pause('],
  [
    'no limit',
    () => until(recovered(), {} as { within: '1s' }),
    'until() has no time limit',
    "within: '60s'",
  ],
  [
    'no limit at all',
    () => until(recovered(), undefined as never),
    'until() has no time limit',
    "within: '60s'",
  ],
  ['no undo', () => act('cut', {}, {} as never), "act('cut') is a fault without its undo", 'nothing'],
  ['nothing to do', () => manual(' '), 'manual() does not say what to do', 'manual('],
  ['no options', () => act('cut', {}, undefined as never), "act('cut') is a fault without its undo", 'undo'],
])('refused with place and advice: %s', (_what, act, what, hint) => {
  const refused = refusal(act)
  vexpect(refused.code).toBe('drill-invalid')
  vexpect(refused.message).toMatch(/steps\.test\.ts:\d+: /)
  vexpect(refused.message).toContain(what)
  vexpect(refused.hint).toContain(hint)
})

test('an unreadable time is refused with its place', () => {
  for (const wrong of [() => hold('soon' as '1s'), () => until(recovered(), { within: 'soon' as '1s' })]) {
    vexpect(refusal(wrong)).toMatchObject({
      code: 'value-invalid',
      message: vexpect.stringMatching(/steps\.test\.ts:\d+: "soon" is not a duration/),
    })
  }
})
