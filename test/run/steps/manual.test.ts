import { expect, test } from 'vitest'
import { manual } from '../../../src/run/steps/manual.ts'
import { onStage, PLACE } from '../on-stage.ts'

test('a person is told, and the run goes on at once', async () => {
  const { context, said, journal, stage } = await onStage()
  const beforeMs = journal.nowMs()
  const step = { kind: 'manual', text: 'fail over to the other site', place: PLACE } as const
  expect(await manual(step, context)).toBe('done')
  expect(journal.nowMs()).toBe(beforeMs)
  expect(said('manual')).toMatchObject([{ window: 'lost', text: 'fail over to the other site' }])
  expect(said('progress').at(-1)?.text).toContain('fail over')
  expect(stage.live.numbers(0).note).toContain('fail over')
})
