import { expect, test } from 'vitest'
import { serving } from '../../../src/drill/conditions.ts'
import { kill, loss, pause, start } from '../../../src/drill/faults.ts'
import { restart, stop } from '../../../src/drill/lifecycle.ts'
import type { InstanceRef, ReleaseRef, Step } from '../../../src/drill/model.ts'
import { instance, instanceServing, instances, victim } from '../../../src/drill/refs.ts'
import { broken, current, exits, next, previous } from '../../../src/drill/releases.ts'
import { deploy, expectRefused, migrate, rollback } from '../../../src/drill/shipping.ts'
import { during, each, hold, phase, together, until } from '../../../src/drill/steps.ts'
import { at, refusal } from '../refusal.ts'
import { resolved } from '../sample.ts'

const HERE = 'test/drill/checks/references.test.ts'

const await1 = (release: ReleaseRef) => until(serving(release), { within: '1m' })

/** A step that uses the instance of a loop which it does not lie in. */
function leaked(): Step[] {
  let kept: InstanceRef = instance()
  const loop = each(instances(), (it) => {
    kept = it
    return [hold('1s')]
  })
  return [phase('a', [loop]), phase('b', [kill(kept)])]
}

test.each<[string, () => Step[], string]>([
  ['it, outside', leaked, '"it" is used outside of its each().'],
  [
    'start before',
    () => [phase('a', [start(victim()), kill(instance())])],
    'victim() is used before any fault',
  ],
  ['fault before', () => [phase('a', [kill(victim())])], 'victim() is used before any fault'],
  [
    'a neighbouring lane',
    () => [phase('a', [together([kill(instance())], [start(victim())])])],
    'victim() is used before any fault',
  ],
  ['stop before', () => [phase('a', [stop(victim())])], 'victim() is used before any fault'],
  ['restart before', () => [phase('a', [restart(victim())])], 'victim() is used before any fault'],
  [
    'the victim of a loss',
    () => [phase('a', [kill(instance()), during(loss('db', { as: 'hang' }), [start(victim())])])],
    'victim() is used after a fault that hit a service.',
  ],
  ['previous, waited for', () => [phase('a', [await1(previous())])], 'previous() is used before anything'],
  ['previous, shipped', () => [phase('a', [deploy(previous())])], 'previous() is used before anything'],
  [
    'previous, made bad',
    () => [phase('a', [migrate(broken(previous(), exits()))])],
    'previous() is used before anything',
  ],
  [
    'previous, hit',
    () => [phase('a', [kill(instanceServing(previous()))])],
    'previous() is used before anything',
  ],
  [
    'previous, in a neighbouring lane',
    () => [phase('a', [together([deploy(next())], [await1(previous())])])],
    'previous() is used before anything',
  ],
  ['rollback of nothing', () => [phase('a', [rollback()])], 'rollback() comes before anything was deployed.'],
  [
    'rollback beside the deploy',
    () => [phase('a', [together([hold('1s')], [rollback()]), deploy(next())])],
    'rollback() comes before anything was deployed.',
  ],
])('refused: %s', (_what, steps, what) => {
  const refused = refusal(() => resolved(steps))
  expect(refused.code).toBe('drill-invalid')
  expect(refused.message).toMatch(at(HERE, what))
  expect(refused.hint).not.toBe('')
})

test.each<[string, () => Step[]]>([
  ['after a fault, in a later phase', () => [phase('a', [kill(instance())]), phase('b', [start(victim())])]],
  ['after lanes', () => [phase('a', [together([kill(instance())], [hold('1s')]), start(victim())])]],
  ['within a during', () => [phase('a', [during(pause(instance()), [start(victim())])])]],
  [
    'a fault after a loss',
    () => [phase('a', [loss('db', { as: 'hang' }), kill(instance()), start(victim())])],
  ],
  [
    'previous after a deploy that was refused, in a later phase',
    () => [
      phase('a', [expectRefused(deploy(next()), { because: 'triggered' })]),
      phase('b', [rollback(), await1(previous()), kill(instanceServing(previous()))]),
    ],
  ],
  ['after lanes that ship', () => [phase('a', [together([deploy(next())], [hold('1s')]), rollback()])]],
  ['somebody else rolls back', () => [phase('a', [rollback({ observed: true }), await1(current())])]],
  ['after a loop', () => [phase('a', [each(instances(), (it) => [kill(it)]), start(victim())])]],
  [
    'it, in an inner loop',
    () => [phase('a', [each(instances(), (it) => [each(instances(), () => [kill(it)])])])],
  ],
])('fine: %s', (_what, steps) => {
  expect(resolved(steps).name).toBe('sample')
})
