import { expect, test } from 'vitest'
import { kill, pause, start } from '../../../src/drill/faults.ts'
import type { InstanceRef, Step } from '../../../src/drill/model.ts'
import { instance, instances, victim } from '../../../src/drill/refs.ts'
import { during, each, hold, phase, together } from '../../../src/drill/steps.ts'
import { at, refusal } from '../refusal.ts'
import { resolved } from '../sample.ts'

const HERE = 'test/drill/checks/references.test.ts'

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
  ['after a loop', () => [phase('a', [each(instances(), (it) => [kill(it)]), start(victim())])]],
  [
    'it, in an inner loop',
    () => [phase('a', [each(instances(), (it) => [each(instances(), () => [kill(it)])])])],
  ],
])('fine: %s', (_what, steps) => {
  expect(resolved(steps).name).toBe('sample')
})
