import { expect, test } from 'vitest'
import { expect as expectStep } from '../../../src/run/steps/expect.ts'
import { uptimeThreeNines } from '../../measure/build-record.ts'
import { hold, onStage, PLACE } from '../on-stage.ts'

test('each passes, whatever was seen, and marks its moment: which one it is, and in which window', async () => {
  const { context, said, clock } = await onStage()
  const step = { kind: 'expect', objective: uptimeThreeNines, place: PLACE } as const
  expect(await expectStep(step, context)).toBe('done')
  await clock.sleep(250)
  expect(await expectStep(step, { ...context, window: 'settled' })).toBe('done')
  expect(said('expectation')).toMatchObject([
    { index: 0, window: 'lost', atMs: 0 },
    { index: 1, window: 'settled', atMs: 250 },
  ])
})

test('follows its step in the journal, whatever goes on beside it: by that it is known which clause it is', async () => {
  const { take, journal } = await onStage()
  const step = { kind: 'expect', objective: uptimeThreeNines, place: PLACE } as const
  const lanes = [[hold(50), step], [step, hold(50), step], [hold(50)]]
  expect(await take({ kind: 'together', lanes, place: PLACE })).toBe('done')
  const before = journal.events.flatMap(({ type }, k) =>
    type === 'expectation' ? [journal.events[k - 1]] : [],
  )
  expect(before.map((event) => event?.type === 'step-started' && event.path).toSorted()).toEqual([
    'steps[0].lanes[0][1]',
    'steps[0].lanes[1][0]',
    'steps[0].lanes[1][2]',
  ])
})
