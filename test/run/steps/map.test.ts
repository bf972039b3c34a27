import { expect, test } from 'vitest'
import { executors } from '../../../src/run/steps/map.ts'
import { onStage } from '../on-stage.ts'

test('every kind of step has its own executor', () => {
  const kinds = [
    'act',
    'boot',
    'deploy',
    'during',
    'each',
    'expect',
    'expect-refused',
    'fault',
    'hold',
    'hold-long-enough',
    'manual',
    'migrate',
    'phase',
    'restart',
    'rollback',
    'search-secrets',
    'start',
    'stop',
    'together',
    'until',
  ]
  expect(Object.keys(executors()).toSorted()).toEqual(kinds)
  expect(new Set(Object.values(executors())).size).toBe(kinds.length)
})

test('a hold that the plan should have worked out is a defect', async () => {
  const { context } = await onStage()
  const hold = executors()['hold-long-enough']({ kind: 'hold-long-enough', place: '' }, context)
  await expect(hold).rejects.toMatchObject({ code: 'internal' })
})
