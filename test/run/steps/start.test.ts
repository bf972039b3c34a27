import { expect, test } from 'vitest'
import type { InstanceRef } from '../../../src/drill/model.ts'
import { FiredrillError } from '../../../src/errors.ts'
import { fault } from '../../../src/run/steps/fault.ts'
import { start } from '../../../src/run/steps/start.ts'
import { killStep, onStage, PLACE, statesOf } from '../on-stage.ts'
import type { StepOf } from './steps.ts'

const starting = (instance: InstanceRef): StepOf<'start'> => ({ kind: 'start', instance, place: PLACE })
const VICTIM = starting({ ref: 'victim' })
const WEB_1: InstanceRef = { ref: 'named', name: 'web-1' }

test.each(['kill', 'pause'])('the victim of a %s is healed, and that is proven', async (kind) => {
  const rig = await onStage()
  await fault({ ...killStep(WEB_1), fault: kind }, rig.context)
  expect(await statesOf(rig)).not.toMatchObject({ 'web-1': 'ready' })
  expect(await start(VICTIM, rig.context)).toBe('done')
  expect(await statesOf(rig)).toMatchObject({ 'web-1': 'ready' })
  expect(rig.said('fault-healed')).toMatchObject([{ fault: kind, victim: 'web-1', seen: true }])
})

test('each fault is healed once', async () => {
  const { context, said } = await onStage()
  await fault(killStep(WEB_1), context)
  await start(VICTIM, context)
  expect(await start(VICTIM, context)).toBe('done')
  expect(said('fault-healed')).toHaveLength(1)
})

test('the latest fault is the one whose victim is meant', async () => {
  const rig = await onStage()
  await fault(killStep(WEB_1), rig.context)
  await fault(killStep({ ref: 'named', name: 'web-2' }), rig.context)
  await start(VICTIM, rig.context)
  expect(await statesOf(rig)).toEqual({ 'web-1': 'down', 'web-2': 'ready' })
})

test('one that does not come back is unmet', async () => {
  const rig = await onStage()
  await fault(killStep(WEB_1), rig.context)
  const { lifecycle } = rig.target
  if (!lifecycle) throw new Error('no lifecycle')
  const begin = lifecycle.start
  lifecycle.start = async (name) => {
    await begin(name)
    rig.fake.unready(name)
  }
  expect(await start(VICTIM, rig.context)).toBe('unmet')
})

test('that it does not start any more is found, and no error of the harness', async () => {
  const rig = await onStage()
  await fault(killStep(WEB_1), rig.context)
  const { lifecycle } = rig.target
  if (!lifecycle) throw new Error('no lifecycle')
  lifecycle.start = async () => {
    throw new FiredrillError('start-failed', 'web-1 ended with exit code 1.', { hint: 'See its log.' })
  }
  expect(await start(VICTIM, rig.context)).toBe('unmet')
  const evidence = ['start-failed: web-1 ended with exit code 1.']
  expect(rig.said('finding')).toMatchObject([{ what: 'web-1 starts again', holds: false, evidence }])
})

test('one that is down for another reason is started; one that is up is left alone', async () => {
  const rig = await onStage()
  rig.fake.crash('web-1')
  const identity = (await rig.target.instances())[1]?.identity
  expect(await start(starting(WEB_1), rig.context)).toBe('done')
  expect(await start(starting({ ref: 'named', name: 'web-2' }), rig.context)).toBe('done')
  expect(await statesOf(rig)).toEqual({ 'web-1': 'ready', 'web-2': 'ready' })
  expect((await rig.target.instances())[1]?.identity).toEqual(identity)
})

test('a target that cannot start instances says so', async () => {
  const { context, fake, stage, target } = await onStage()
  fake.crash('web-1')
  const { lifecycle: _, ...without } = target
  const bare = { ...context, stage: { ...stage, target: without } }
  await expect(start(starting(WEB_1), bare)).rejects.toMatchObject({ code: 'capability-missing' })
})
