import { expect, test } from 'vitest'
import { expect as expectStep } from '../../../src/run/steps/expect.ts'
import { uptimeThreeNines } from '../../measure/build-record.ts'
import { onStage, PLACE } from '../on-stage.ts'

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
