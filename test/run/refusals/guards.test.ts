import { expect, test } from 'vitest'
import { guardsIn } from '../../../src/drill/guards/read.ts'
import { hold, phase } from '../../../src/drill/steps.ts'
import { resolved } from '../../drill/sample.ts'
import { refusalsOf } from './planned.ts'

const steps = () => [phase('a', [hold('20s')]), phase('b', [hold('30s')])]
const lasting = (maxDuration: string) => guardsIn('a.ts:1', [{ maxDuration }, { file: 'STOP' }])

test('a longest time that would end every run is refused', () => {
  expect(refusalsOf(steps, { guards: lasting('55s') })).toEqual([
    {
      code: 'plan-refused',
      reason: 'The run may last 55 s; warm-up and holds alone take 55 s.',
      hint: 'Raise `maxDuration` of `guards`, or shorten the drill.',
    },
  ])
  expect(refusalsOf(steps, { guards: lasting('56s') })).toEqual([])
})

test('so is one of the drill itself', () => {
  const drill = { ...resolved(steps), guards: lasting('10s') }
  expect(refusalsOf(steps, { drill })).toHaveLength(1)
})
