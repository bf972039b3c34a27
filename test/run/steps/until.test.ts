import { expect, test } from 'vitest'
import { until } from '../../../src/run/steps/until.ts'
import { onStage } from '../on-stage.ts'
import { untilReady } from './steps.ts'

test('what holds already is met at once; what it rested on is journaled', async () => {
  const { context, said } = await onStage()
  expect(await until(untilReady(1000), context)).toBe('done')
  expect(said('condition')).toMatchObject([
    {
      condition: { kind: 'ready', atLeast: 'all' },
      window: 'lost',
      met: true,
      withinMs: 1000,
      tookMs: 0,
      restedOn: '2 of 2 instances say that they are ready',
    },
  ])
})

test('it looks again until it holds, and says how long that took', async () => {
  const { context, said, fake, target, clock } = await onStage()
  fake.crash('web-1')
  void clock.sleep(720).then(() => target.lifecycle?.start('web-1'))
  expect(await until(untilReady(5000), context)).toBe('done')
  const [condition] = said('condition')
  expect(condition?.tookMs).toBeGreaterThanOrEqual(720)
  expect(condition?.tookMs).toBeLessThanOrEqual(800)
})

test('when the time is over it is unmet: a result, not an error', async () => {
  const { context, said, fake } = await onStage()
  fake.crash('web-1')
  expect(await until(untilReady(2000), context)).toBe('unmet')
  const [condition] = said('condition')
  expect(condition).toMatchObject({ met: false, restedOn: '1 of 2 instances say that they are ready' })
  expect(condition?.tookMs).toBeGreaterThanOrEqual(2000)
  expect(condition?.tookMs).toBeLessThan(2100)
})

test('a cancelled drill waits no more, and nothing is said of the condition', async () => {
  const { context, said, fake, cancel } = await onStage()
  fake.crash('web-1')
  const waiting = until(untilReady(60_000), context)
  cancel(new Error('SIGINT was received'))
  await expect(waiting).rejects.toThrow('SIGINT')
  expect(said('condition')).toEqual([])
})

test('what a slow look shows after the time is over came too late', async () => {
  const { context, said, target, clock } = await onStage()
  const instances = async () => {
    await clock.sleep(700)
    return target.instances()
  }
  const slow = { ...context, stage: { ...context.stage, target: { ...target, instances } } }
  expect(await until(untilReady(500), slow)).toBe('unmet')
  expect(said('condition')).toMatchObject([
    {
      met: false,
      tookMs: 700,
      restedOn: '2 of 2 instances say that they are ready; seen after 700 ms, too late',
    },
  ])
  expect(await until(untilReady(700), slow)).toBe('done')
})
