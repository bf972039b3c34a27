import { expect, test } from 'vitest'
import { anyOf, logged, serving, unready } from '../../src/drill/conditions.ts'
import { kill, loss, pause, start } from '../../src/drill/faults.ts'
import { restart, stop } from '../../src/drill/lifecycle.ts'
import { instance, instanceServing, instances } from '../../src/drill/refs.ts'
import { broken, current, exits, next, release } from '../../src/drill/releases.ts'
import { deploy, expectRefused, migrate } from '../../src/drill/shipping.ts'
import { during, each, hold, phase, together, until } from '../../src/drill/steps.ts'
import { boots } from '../../src/drill/trials.ts'
import {
  conditionsOf,
  hasFault,
  inner,
  instanceRefsOf,
  leaves,
  phasesOf,
  releaseRefsOf,
  visits,
} from '../../src/drill/walk.ts'

const looped = each(instances(), (it) => [phase('lost', [kill(it), together([hold('1s')], [hold('2s')])])])
const steps = [
  phase('baseline', [hold('3s')]),
  looped,
  phase('hung', [during(pause(instance()), [hold('4s')])]),
]

test('every step is visited in the order of writing, with its phase and what is around it', () => {
  const seen = [...visits(steps)].map(
    ({ step, phase: own, within }) => `${step.kind} ${own?.name ?? '-'} ${within.length}`,
  )
  expect(seen).toEqual([
    'phase - 0',
    'hold baseline 1',
    'each - 0',
    'phase - 1',
    'fault lost 2',
    'together lost 2',
    'hold lost 3',
    'hold lost 3',
    'phase - 0',
    'during hung 1',
    'fault hung 2',
    'hold hung 2',
  ])
})

test('phases are found once each, also in a loop', () => {
  expect(phasesOf({ steps }).map(({ phase: found, within }) => [found.name, within.length])).toEqual([
    ['baseline', 0],
    ['lost', 1],
    ['hung', 0],
  ])
})

test('a fault is found however deep, and not where none is', () => {
  expect(steps.map((step) => hasFault([step]))).toEqual([false, true, true])
  expect(inner(hold('1s'))).toEqual([])
})

test('a step that must be refused is one that lies in it', () => {
  const refused = expectRefused(deploy(next()), { because: 'triggered' })
  expect([...visits([refused])].map(({ step }) => step.kind)).toEqual(['expect-refused', 'deploy'])
})

test('conditions are those waited for and those that end a deploy, an any taken apart', () => {
  const either = anyOf(unready(), anyOf(logged('a'), logged('b')))
  expect(leaves(either).map(({ kind }) => kind)).toEqual(['unready', 'logged', 'logged'])
  expect(conditionsOf(until(either, { within: '1s' }))).toHaveLength(3)
  expect(conditionsOf(deploy(next(), { stopOn: [either, unready()] }))).toHaveLength(4)
  expect(conditionsOf(hold('1s'))).toEqual([])
})

test('references of a step to instances and releases', () => {
  const a = instance('a')
  expect([kill(a), start(a), stop(a), restart(a)].map(instanceRefsOf)).toEqual([[a], [a], [a], [a]])
  expect([loss('db', { as: 'hang' }), restart(instances()), hold('1s')].flatMap(instanceRefsOf)).toEqual([])
  expect(instanceRefsOf(restart(instances('a', 'b')))).toEqual([a, instance('b')])
  const bad = broken(current(), exits())
  expect([
    releaseRefsOf(deploy(bad)),
    releaseRefsOf(migrate(next())),
    releaseRefsOf(boots(release('1.0.0'), { shows: { a: 'b' }, within: '1s' })),
    releaseRefsOf(until(serving(next()), { within: '1s' })),
    releaseRefsOf(kill(instanceServing(next()))),
    releaseRefsOf(hold('1s')),
  ]).toEqual([[bad, current()], [next()], [release('1.0.0')], [next()], [next()], []])
})
