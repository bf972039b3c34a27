import { expect, test } from 'vitest'
import type { Step } from '../../../src/drill/model.ts'
import { together } from '../../../src/run/steps/together.ts'
import { hold, onStage, PLACE } from '../on-stage.ts'
import { act, type StepOf, untilReady } from './steps.ts'

const lanes = (...steps: Step[][]): StepOf<'together'> => ({ kind: 'together', lanes: steps, place: PLACE })

test('lanes run side by side; it takes as long as the longest', async () => {
  const { context, journal, said } = await onStage()
  const outcome = await together(lanes([hold(300)], [hold(100), hold(500)]), context)
  expect(outcome).toBe('done')
  expect(journal.nowMs()).toBe(600)
  expect(said('step-started').map(({ path }) => path)).toEqual([
    'steps.lanes[0][0]',
    'steps.lanes[1][0]',
    'steps.lanes[1][1]',
  ])
})

test('a lane that gives up cancels the others', async () => {
  const { context, journal, said, fake } = await onStage()
  fake.crash('web-1')
  expect(await together(lanes([hold(60_000)], [untilReady(200)]), context)).toBe('unmet')
  expect(journal.nowMs()).toBeLessThan(1000)
  const ends = said('step-ended').map(({ path, outcome, detail }) => ({ path, outcome, detail }))
  expect(ends).toEqual([
    { path: 'steps.lanes[1][0]', outcome: 'unmet', detail: '' },
    { path: 'steps.lanes[0][0]', outcome: 'cancelled', detail: 'a neighbouring lane gave up' },
  ])
})

test('a lane that fails cancels the others, all have ended when it returns, and its error goes on', async () => {
  const steps: string[] = []
  const handlers = {
    async slow() {
      steps.push('slow begins')
      await clock.sleep(400)
      steps.push('slow ends')
    },
    async broken() {
      await clock.sleep(100)
      throw new Error('the lane broke')
    },
  }
  const { context, clock } = await onStage({ handlers })
  const running = together(lanes([act('slow'), act('slow')], [act('broken')]), context)
  await expect(running).rejects.toThrow('the lane broke')
  // What cannot be cancelled is waited for, and nothing begins after it.
  expect(steps).toEqual(['slow begins', 'slow ends'])
})

test('a cancelled drill cancels every lane', async () => {
  const { context, cancel, said } = await onStage()
  const running = together(lanes([hold(60_000)], [hold(60_000)]), context)
  cancel(new Error('SIGINT was received'))
  expect(await running).toBe('cancelled')
  expect(said('step-ended').map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled'])
})

test('lanes that are over first do not disturb those that are not', async () => {
  const { context, said } = await onStage()
  expect(await together(lanes([hold(1)], [hold(50), hold(50)]), context)).toBe('done')
  expect(said('step-ended').map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done'])
})
