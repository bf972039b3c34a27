import { expect, test } from 'vitest'
import type { InstancesRef } from '../../../src/drill/model.ts'
import { each } from '../../../src/run/steps/each.ts'
import { killStep, onStage, PLACE, statesOf } from '../on-stage.ts'
import { type StepOf, untilReady } from './steps.ts'

const loop = (over: InstancesRef): StepOf<'each'> => ({
  kind: 'each',
  over,
  loop: 'it',
  steps: [
    killStep({ ref: 'it', loop: 'it' }),
    { kind: 'start', instance: { ref: 'victim' }, place: PLACE },
    untilReady(100),
  ],
  place: PLACE,
})

test('its steps are taken once for each instance, one after the other, and mean that one', async () => {
  const rig = await onStage({ instances: 3 })
  expect(await each(loop({ ref: 'all' }), rig.context)).toBe('done')
  expect(rig.said('fault-injected').map(({ victim }) => victim)).toEqual(['web-1', 'web-2', 'web-3'])
  expect(rig.said('fault-healed').map(({ victim }) => victim)).toEqual(['web-1', 'web-2', 'web-3'])
  expect(await statesOf(rig)).toEqual({ 'web-1': 'ready', 'web-2': 'ready', 'web-3': 'ready' })
})

test('only those that are named are meant, in the order given', async () => {
  const { context, said } = await onStage({ instances: 3 })
  await each(loop({ ref: 'named', names: ['web-3', 'web-1'] }), context)
  expect(said('fault-injected').map(({ victim }) => victim)).toEqual(['web-3', 'web-1'])
})

test('the first that does not get through ends the loop', async () => {
  const { context, said, fake } = await onStage({ instances: 3 })
  fake.unready('web-3')
  expect(await each(loop({ ref: 'all' }), context)).toBe('unmet')
  expect(said('fault-injected').map(({ victim }) => victim)).toEqual(['web-1'])
})

test('where a step is says which turn it is in', async () => {
  const { context, said } = await onStage()
  await each(loop({ ref: 'named', names: ['web-2'] }), { ...context, path: 'steps[1]' })
  expect(said('step-started')[0]?.path).toMatch(/^steps\[1\]\[web-2\]/)
})
