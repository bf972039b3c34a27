import { expect, test } from 'vitest'
import { hold } from '../../../src/run/steps/hold.ts'
import { onStage } from '../on-stage.ts'

test('so much time passes, and no more', async () => {
  const { context, journal } = await onStage()
  expect(await hold({ kind: 'hold', durationMs: 20_000, place: '' }, context)).toBe('done')
  expect(journal.nowMs()).toBe(20_000)
})

test('it ends at once when the drill is cancelled, with the reason', async () => {
  const { context, journal, cancel } = await onStage()
  const holding = hold({ kind: 'hold', durationMs: 20_000, place: '' }, context)
  cancel(new Error('SIGTERM was received'))
  await expect(holding).rejects.toThrow('SIGTERM was received')
  expect(journal.nowMs()).toBeLessThan(20_000)
})
