import { expect, test } from 'vitest'
import type { Step } from '../../../src/drill/model.ts'
import { FiredrillError } from '../../../src/errors.ts'
import type { Fault } from '../../../src/fault/fault.ts'
import { faults } from '../../../src/fault/map.ts'
import { during } from '../../../src/run/steps/during.ts'
import { hold, killStep, onStage, PLACE, statesOf } from '../on-stage.ts'
import { act, type StepOf, untilReady } from './steps.ts'

const kill = faults.kill as Fault
const whileKilled = (...steps: Step[]): StepOf<'during'> => ({
  kind: 'during',
  fault: killStep({ ref: 'named', name: 'web-1' }),
  steps,
  place: PLACE,
})

test('its steps are taken while the fault holds; then it is healed, and both are proven', async () => {
  const seen: unknown[] = []
  const rig = await onStage({ handlers: { look: async () => seen.push(await statesOf(rig)) } })
  expect(await during(whileKilled(act('look'), hold(500)), rig.context)).toBe('done')
  expect(seen).toEqual([{ 'web-1': 'down', 'web-2': 'ready' }])
  expect(await statesOf(rig)).toEqual({ 'web-1': 'ready', 'web-2': 'ready' })
  expect(rig.said('fault-landed')).toMatchObject([{ seen: true }])
  expect(rig.said('fault-healed')).toMatchObject([{ seen: true, atMs: 500 }])
})

test('it is healed also when what its steps wait for does not come', async () => {
  const rig = await onStage()
  expect(await during(whileKilled(untilReady(200), hold(1)), rig.context)).toBe('unmet')
  expect(await statesOf(rig)).toMatchObject({ 'web-1': 'ready' })
})

test('it is healed also when a step fails, and that error is the one that counts', async () => {
  const broken = { break: () => Promise.reject(new Error('the step broke')) }
  const rig = await onStage({ handlers: broken })
  await expect(during(whileKilled(act('break')), rig.context)).rejects.toThrow('the step broke')
  expect(await statesOf(rig)).toMatchObject({ 'web-1': 'ready' })
  expect(rig.said('fault-healed')).toMatchObject([{ seen: true }])

  const unhealable = { kill: { ...kill, heal: () => Promise.reject(new Error('it cannot be healed')) } }
  const worse = await onStage({ handlers: broken, faults: unhealable })
  await expect(during(whileKilled(act('break')), worse.context)).rejects.toThrow('the step broke')
})

test('it is healed also when the drill is cancelled', async () => {
  const rig = await onStage()
  const running = during(whileKilled(hold(60_000)), rig.context)
  await rig.clock.sleep(1000)
  expect(await statesOf(rig)).toMatchObject({ 'web-1': 'down' })
  rig.cancel(new Error('SIGINT was received'))
  expect(await running).toBe('cancelled')
  expect(await statesOf(rig)).toMatchObject({ 'web-1': 'ready' })
  expect(rig.said('fault-healed')).toMatchObject([{ seen: true }])
})

test('a fault that is not seen to be healed is unmet', async () => {
  const stuck = { kill: { ...kill, heal: async () => ({ seen: false, what: ['web-1 is down'] }) } }
  const { context } = await onStage({ faults: stuck })
  expect(await during(whileKilled(hold(10)), context)).toBe('unmet')
})

const neverReady = new FiredrillError('never-ready', 'It was not ready within 30 s.', { hint: '' })

test('an instance that does not start again is a finding, and the heal was not seen', async () => {
  const dead = { kill: { ...kill, heal: () => Promise.reject(neverReady) } }
  const rig = await onStage({ faults: dead })
  expect(await during(whileKilled(hold(10)), rig.context)).toBe('unmet')
  const evidence = ['never-ready: It was not ready within 30 s.']
  expect(rig.said('fault-healed')).toMatchObject([{ victim: 'web-1', seen: false, evidence }])
  expect(rig.said('finding')).toMatchObject([{ what: 'web-1 starts again', holds: false, evidence }])
})

test('a service that does not come back is no fault of the app’s; that it did not is in the evidence', async () => {
  const gone = { loss: { ...(faults.loss as Fault), heal: () => Promise.reject(neverReady) } }
  const rig = await onStage({ faults: gone })
  const lost: StepOf<'during'> = {
    ...whileKilled(hold(10)),
    fault: { kind: 'fault', fault: 'loss', victim: { ref: 'service', name: 'db' }, args: {}, place: PLACE },
  }
  await expect(during(lost, rig.context)).rejects.toMatchObject({ code: 'never-ready' })
  expect(rig.said('fault-healed')).toMatchObject([{ victim: 'db', seen: false }])
  expect(rig.said('finding')).toEqual([])
})

test('where the fault did not land, its steps are not taken', async () => {
  const missed = { kill: { ...kill, landed: async () => ({ seen: false, what: [] }) } }
  const { context, said } = await onStage({ faults: missed })
  expect(await during(whileKilled(hold(10)), context)).toBe('unmet')
  expect(said('step-started')).toEqual([])
})

test('a run that is over does not wait for a supervisor that does not come', async () => {
  const rig = await onStage({ target: { restartMs: null } })
  const crashed: Step = {
    ...whileKilled(hold(60_000)),
    fault: { ...killStep({ ref: 'named', name: 'web-1' }), fault: 'crash' },
  }
  const running = during(crashed, rig.context)
  await rig.clock.sleep(1000)
  const cancelledMs = rig.journal.nowMs()
  rig.cancel(new Error('SIGINT was received'))
  expect(await running).toBe('cancelled')
  expect(rig.said('fault-healed')).toMatchObject([{ seen: false }])
  expect(rig.journal.nowMs() - cancelledMs).toBeLessThan(10_000)
})
