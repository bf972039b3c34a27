import { expect, test } from 'vitest'
import type { Condition } from '../../src/drill/model.ts'
import { createTriggers } from '../../src/run/triggers.ts'
import { releaseOf } from '../../src/target/fake/app.ts'
import { onStage } from './on-stage.ts'

const PREVIOUS = releaseOf('1.0.0')
const BAD: Condition = { kind: 'probe', name: 'errors', equals: 'many' }
const WORSE: Condition = { kind: 'probe', name: 'latency', equals: 'long' }

async function armed(...conditions: Condition[]) {
  const probeValues = new Map<string, string>()
  const rig = await onStage({ probeValues })
  return { ...rig, probeValues, triggers: createTriggers(conditions, rig.context, PREVIOUS) }
}

test('one that is met fires: it is journaled with what it rested on, and decides the rollback', async () => {
  const { triggers, probeValues, clock, said, order } = await armed(WORSE, BAD)
  triggers.arm()
  await clock.sleep(1000)
  expect(triggers.fired()).toBeNull()
  probeValues.set('errors', 'many')
  await clock.sleep(100)
  expect(triggers.signal.aborted).toBe(true)
  expect(triggers.fired()).toBe('errors is "many"')
  expect(said('trigger')).toMatchObject([
    { window: 'lost', condition: BAD, restedOn: 'errors is "many"', samples: {} },
  ])
  expect(said('rollback-decided')).toMatchObject([{ why: 'triggered: errors is "many"', to: PREVIOUS }])
  expect(order().slice(-2)).toEqual(['trigger', 'rollback-decided'])
  await triggers.disarm()
})

test('only one fires, and only once', async () => {
  const { triggers, probeValues, clock, said } = await armed(BAD, WORSE)
  probeValues.set('errors', 'many').set('latency', 'long')
  triggers.arm()
  await clock.sleep(1000)
  await triggers.disarm()
  expect(said('trigger')).toHaveLength(1)
  expect(said('rollback-decided')).toHaveLength(1)
})

test('before it is armed, and after it is disarmed, nothing fires', async () => {
  const { triggers, probeValues, clock, said } = await armed(BAD)
  probeValues.set('errors', 'many')
  await clock.sleep(1000)
  expect(said('trigger')).toEqual([])
  await triggers.disarm()
  triggers.arm()
  await clock.sleep(1000)
  expect(said('trigger')).toEqual([])
  expect(triggers.signal.aborted).toBe(false)
})

test('baking lets time pass until one fires', async () => {
  const { triggers, probeValues, clock, journal } = await armed(BAD)
  triggers.arm()
  await triggers.bake(2000)
  expect(journal.nowMs()).toBe(2000)
  void clock.sleep(500).then(() => probeValues.set('errors', 'many'))
  await triggers.bake(2000)
  expect(journal.nowMs()).toBeLessThanOrEqual(2600)
  expect(triggers.fired()).not.toBeNull()
  await triggers.disarm()
})

test('cancelling ends the baking with an error', async () => {
  const { triggers, clock, cancel } = await armed(BAD)
  triggers.arm()
  void clock.sleep(500).then(() => cancel(new Error('cancelled')))
  await expect(triggers.bake(2000)).rejects.toThrow('cancelled')
  await triggers.disarm()
})

test('once one has fired, another that cannot be looked at takes nothing back', async () => {
  const rig = await onStage({ probeValues: new Map([['errors', 'many']]) })
  const instances = async () => {
    await rig.clock.sleep(50)
    throw new Error('EMFILE')
  }
  const context = { ...rig.context, stage: { ...rig.stage, target: { ...rig.target, instances } } }
  const triggers = createTriggers([{ kind: 'ready', atLeast: 1 }, BAD], context, PREVIOUS)
  triggers.arm()
  await rig.clock.sleep(300)
  expect(triggers.fired()).toBe('errors is "many"')
  await triggers.disarm()
})

test('however often it is armed, nothing goes on once it is disarmed', async () => {
  const { host, context, clock } = await onStage()
  let sleeps = 0
  const counting: typeof clock = {
    ...clock,
    sleep(ms, signal) {
      sleeps += 1
      return clock.sleep(ms, signal)
    },
  }
  const stage = { ...context.stage, host: { ...host, clock: counting } }
  const triggers = createTriggers([{ kind: 'ready', atLeast: 2 }, BAD], { ...context, stage }, PREVIOUS)
  triggers.arm()
  triggers.arm()
  await triggers.disarm()
  triggers.arm()
  const never = createTriggers([BAD], { ...context, stage }, PREVIOUS)
  await never.disarm()
  never.arm()
  const before = sleeps
  await clock.sleep(1000)
  expect(sleeps).toBe(before)
})

test('one that cannot be looked at ends the deploy, and is an error', async () => {
  const rig = await onStage()
  const target = { ...rig.target, instances: () => Promise.reject(new Error('EMFILE')) }
  const context = { ...rig.context, stage: { ...rig.stage, target } }
  const triggers = createTriggers([{ kind: 'ready', atLeast: 1 }], context, PREVIOUS)
  triggers.arm()
  await rig.clock.sleep(300)
  expect(triggers.signal.aborted).toBe(true)
  expect(triggers.fired()).toBeNull()
  await expect(triggers.disarm()).rejects.toThrow('EMFILE')
  expect(rig.said('trigger')).toEqual([])
})
