import { expect, test } from 'vitest'
import { phase as executePhase } from '../../../src/run/steps/phase.ts'
import { hold, onStage } from '../on-stage.ts'
import { act, phase, untilReady } from './steps.ts'

test('its bounds are the moments when its first step began and its last one ended', async () => {
  const { take, said } = await onStage()
  expect(await take(hold(100), phase('baseline', hold(200), hold(50)))).toBe('done')
  expect(said('phase-started')).toMatchObject([{ window: 'baseline', phase: 'baseline', atMs: 100 }])
  expect(said('phase-ended')).toMatchObject([{ window: 'baseline', completed: true, atMs: 350 }])
})

test('the live numbers are those of the phase', async () => {
  const { take, stage } = await onStage({ handlers: { look: async () => seen.push(stage.live.numbers(0)) } })
  const seen: ReturnType<typeof stage.live.numbers>[] = []
  await take(phase('lost', act('look')))
  expect(seen).toMatchObject([{ window: 'lost' }])
})

test('in a loop, a window is named by the instance that the loop is at', async () => {
  const { take, said } = await onStage()
  await take({ kind: 'each', over: { ref: 'all' }, loop: 'it', steps: [phase('lost', hold(10))], place: '' })
  expect(said('phase-started').map(({ window, phase }) => [window, phase])).toEqual([
    ['lost[web-1]', 'lost'],
    ['lost[web-2]', 'lost'],
  ])
})

test('steps within are told which window they are in', async () => {
  const { take, said, fake } = await onStage()
  fake.unready('web-1')
  expect(await take(phase('settled', untilReady(100)))).toBe('unmet')
  expect(said('condition')).toMatchObject([{ window: 'settled', met: false }])
})

test('one that does not reach its end says so: unmet, cancelled, failed', async () => {
  const unmet = await onStage()
  unmet.fake.unready('web-1')
  await unmet.take(phase('lost', untilReady(100)))
  expect(unmet.said('phase-ended')).toMatchObject([{ completed: false }])

  const cancelled = await onStage()
  const taking = cancelled.take(phase('lost', hold(60_000)))
  cancelled.cancel()
  expect(await taking).toBe('cancelled')
  expect(cancelled.said('phase-ended')).toMatchObject([{ completed: false }])

  const failed = await onStage({ handlers: { break: () => Promise.reject(new Error('it broke')) } })
  await expect(failed.take(phase('lost', act('break')))).rejects.toThrow('it broke')
  expect(failed.said('phase-ended')).toMatchObject([{ completed: false }])
})

test('its steps’ places in the drill are below its own', async () => {
  const { context, said } = await onStage()
  await executePhase(phase('lost', hold(1)), { ...context, path: 'steps[2]' })
  expect(said('step-started').map(({ path }) => path)).toEqual(['steps[2].steps[0]'])
})
