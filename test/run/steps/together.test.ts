import { describe, expect, test } from 'vitest'
import type { Step } from '../../../src/drill/model.ts'
import { FiredrillError } from '../../../src/errors.ts'
import { together } from '../../../src/run/steps/together.ts'
import { hold, onStage, PLACE, type Rig } from '../on-stage.ts'
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

describe('a rollback in a neighbouring lane', () => {
  const rollback: Step = { kind: 'rollback', observed: false, place: PLACE }
  const next: Step = { kind: 'deploy', release: { ref: 'next' }, stopOn: [], bakeMs: 0, place: PLACE }
  const slow = { tells: false, strategy: { kind: 'rolling', settleMs: 3000 } } as const
  const givesUp: Step = {
    kind: 'until',
    condition: { kind: 'probe', name: 'errors', equals: 'none' },
    withinMs: 1000,
    place: PLACE,
  }
  const onRollback = async () => {
    const rig = await onStage({ target: slow })
    await rig.take(next)
    return rig
  }
  const versions = async ({ target }: Rig) =>
    (await target.instances()).map(({ release }) => release?.version)

  test('that has begun comes to its end, and nothing after it is begun', async () => {
    const rig = await onRollback()
    const before = rig.said('step-started').length
    expect(await together(lanes([rollback, hold(60_000)], [givesUp]), rig.context)).toBe('unmet')
    expect(rig.said('rollback-acted')).toHaveLength(1)
    expect(await versions(rig)).toEqual(['1.0.0', '1.0.0'])
    expect(rig.said('step-started').slice(before)).toHaveLength(2)
  })

  test('that a deploy has begun by itself comes to its end too, and the refusal counts', async () => {
    let rig: Rig | null = null
    rig = await onStage({
      target: {
        ...slow,
        async beforeReady(name, { version }) {
          if (version === '1.0.0' && rig?.said('rollback-started').length) await rig.clock.sleep(5000)
          if (version === '1.1.0' && name === 'web-2')
            throw new FiredrillError('never-ready', 'web-2 was not ready.', { hint: '' })
        },
      },
    })
    const both = lanes([next], [hold(4000), givesUp])
    expect(await together(both, rig.context)).toMatchObject({ refused: 'never-ready' })
    expect(rig.said('rollback-acted')).toHaveLength(1)
    expect(await versions(rig)).toEqual(['1.0.0', '1.0.0'])
  })

  test('ends with the run all the same', async () => {
    const rig = await onRollback()
    void rig.clock.sleep(1000).then(() => rig.cancel(new Error('SIGINT was received')))
    expect(await together(lanes([rollback], [hold(60_000)]), rig.context)).toBe('cancelled')
    expect(rig.said('rollback-acted')).toEqual([])
  })
})

test('a lane that is refused gives up, and its refusal is passed on', async () => {
  const { context, said, journal } = await onStage()
  const refused: Step = {
    kind: 'deploy',
    release: { ref: 'version', version: '9.9.9' },
    stopOn: [],
    bakeMs: 0,
    place: PLACE,
  }
  const outcome = await together(lanes([hold(60_000)], [refused]), context)
  expect(outcome).toMatchObject({ refused: 'release-missing' })
  expect(journal.nowMs()).toBeLessThan(1000)
  expect(said('finding')).toHaveLength(1)
})
