import { expect, test } from 'vitest'
import type { BlastLimit } from '../../../src/drill/blast-radius.ts'
import { kill } from '../../../src/drill/faults.ts'
import { restart } from '../../../src/drill/lifecycle.ts'
import type { Step } from '../../../src/drill/model.ts'
import { instance, instances } from '../../../src/drill/refs.ts'
import { hold, phase } from '../../../src/drill/steps.ts'
import { resolved } from '../../drill/sample.ts'
import { refusalsOf, TARGET } from './planned.ts'

const THREE = { ...TARGET, instanceNames: ['web-1', 'web-2', 'web-3'] }
const lost = (...steps: Step[]) => [phase('lost', [...steps, hold('20s')])]
const two = () => lost(kill(instance('web-1')), kill(instance('web-2')))
const all = () => lost(restart(instances()))

function refused(steps: () => Step[], said: BlastLimit | null, agreed: BlastLimit, target = THREE) {
  const plain = resolved(steps)
  const drill = said === null ? plain : { ...plain, blastRadius: said }
  return refusalsOf(steps, { drill, target, blastRadius: agreed })
}

test('one instance at a time needs nobody’s word', () => {
  expect(refused(() => lost(kill(instance())), null, 1)).toEqual([])
  expect(refused(() => lost(hold('1s')), null, 1)).toEqual([])
})

test('more needs the drill’s word and the command line’s', () => {
  expect(refused(two, null, 1)).toMatchObject([
    {
      code: 'blast-radius',
      reason: expect.stringMatching(
        /^test\/run\/refusals\/blast-radius\.test\.ts:\d+: up to 2 of 3 instances would be hit at once\.$/,
      ),
      hint: 'Where that is meant, let the drill say blastRadius: 2, and agree by --blast-radius 2.',
    },
  ])
  expect(refused(two, null, 2)).toHaveLength(1)
  expect(refused(two, 2, 1)).toMatchObject([
    { hint: 'The drill says so; where that is meant, agree by --blast-radius 2.' },
  ])
  expect(refused(two, 2, 2)).toEqual([])
  expect(refused(two, 'all', 3)).toEqual([])
})

test('all of them are the last one that is ready as well, whatever their number', () => {
  expect(refused(all, 3, 3)).toMatchObject([
    {
      reason: expect.stringContaining(
        'up to 3 of 3 instances would be hit at once: the last one that is ready',
      ),
      hint: expect.stringContaining("blastRadius: 'all', and agree by --blast-radius all"),
    },
  ])
  expect(refused(all, 'all', 1)).toHaveLength(1)
  expect(refused(all, 'all', 'all')).toEqual([])
  const one = { ...TARGET, instanceNames: ['web-1'] }
  expect(refused(() => lost(kill(instance())), null, 1, one)).toMatchObject([
    { reason: expect.stringContaining('up to 1 of 1 instance would be hit') },
  ])
})
