import { expect, test } from 'vitest'
import { kill, pause } from '../../../src/drill/faults.ts'
import type { Step } from '../../../src/drill/model.ts'
import { instance, instances } from '../../../src/drill/refs.ts'
import { next } from '../../../src/drill/releases.ts'
import { deploy, expectRefused } from '../../../src/drill/shipping.ts'
import { during, each, hold, phase, together } from '../../../src/drill/steps.ts'
import { at, refusal } from '../refusal.ts'
import { resolved } from '../sample.ts'

const HERE = 'test/drill/checks/structure.test.ts'
const rest = () => phase('rest', [hold('1s')])

test.each<[string, () => Step[], string, string]>([
  [
    'a name twice',
    () => [rest(), rest()],
    'phase "rest" is there twice.',
    'the first is at test/drill/checks',
  ],
  [
    'a name twice, once in a loop',
    () => [rest(), each(instances(), () => [rest()])],
    'phase "rest" is there twice.',
    'otherwise',
  ],
  [
    'nested',
    () => [phase('out', [phase('in', [hold('1s')])])],
    'phase "in" lies in phase "out".',
    'one after the other',
  ],
  [
    'nested in a loop',
    () => [phase('out', [each(instances(), () => [phase('in', [hold('1s')])])])],
    'phase "in" lies in phase "out".',
    'one after the other',
  ],
  [
    'in a lane',
    () => [together([rest()], [hold('1s')])],
    'a step outside of any phase: together',
    'Put it into a phase',
  ],
  [
    'in a lane of a loop',
    () => [each(instances(), () => [together([rest()], [hold('1s')])])],
    'a step outside of any phase: together',
    'Put it into a phase',
  ],
  ['a bracketed name', () => [phase('a[b]', [hold('1s')])], '"a[b]" is not a phase\'s name.', 'letters'],
  ['the reserved name', () => [phase('run', [hold('1s')])], '"run" is not a phase\'s name.', 'the whole run'],
  [
    'a fault outside',
    () => [kill(instance()), rest()],
    'a fault outside of any phase: kill one',
    'inherit: false',
  ],
  [
    'a during outside',
    () => [during(pause(instance()), [hold('1s')]), rest()],
    'a fault outside of any phase: while it holds',
    'inherit: false',
  ],
  ['a hold outside', () => [rest(), hold('2s')], 'a step outside of any phase: hold 2 s.', 'inherit: false'],
  [
    'a hold beside a phase in a loop',
    () => [each(instances(), () => [hold('2s'), rest()])],
    'a step outside of any phase: hold 2 s.',
    'inherit: false',
  ],
  [
    'a deploy outside',
    () => [expectRefused(deploy(next()), { because: 'triggered' }), rest()],
    'a step outside of any phase: expect triggered: deploy the next release.',
    'inherit: false',
  ],
  [
    'no phase',
    () => [each(instances(), () => [hold('2s')])],
    'a step outside of any phase: for each',
    'phase',
  ],
])('refused: %s', (_what, steps, what, hint) => {
  const refused = refusal(() => resolved(steps))
  expect(refused.code).toBe('drill-invalid')
  expect(refused.message).toMatch(at(HERE, what))
  expect(refused.hint).toContain(hint)
})

test('a phase in a during is refused for the during, which is a fault outside of any phase', () => {
  expect(refusal(() => resolved(() => [during(pause(instance()), [rest()])])).message).toMatch(
    at(HERE, 'a fault outside of any phase'),
  )
})

test('phases one after the other, and in a loop, are fine', () => {
  const drill = resolved(() => [rest(), each(instances(), (it) => [phase('lost', [kill(it), hold('1s')])])])
  expect(drill.steps).toHaveLength(2)
})
