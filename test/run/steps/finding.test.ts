import { expect, test } from 'vitest'
import { find } from '../../../src/run/steps/finding.ts'
import { onStage } from '../on-stage.ts'

test('a finding stands in the journal with its window and its step', async () => {
  const { context, said } = await onStage()
  const finding = { what: 'web-1 starts again', holds: null, evidence: ['it was not looked at'] }
  find({ ...context, path: 'steps[2]' }, finding)
  expect(said('finding')).toMatchObject([{ window: 'lost', path: 'steps[2]', ...finding }])
})
