import { expect, test } from 'vitest'
import { ready } from '../../../src/run/conditions/ready.ts'
import { onStage } from '../on-stage.ts'

test('every instance, by its own word, asked afresh', async () => {
  const { context, fake } = await onStage()
  const all = { kind: 'ready', atLeast: 'all' } as const
  expect(await ready(all, context)).toMatchObject({ met: true })
  fake.unready('web-2')
  expect(await ready(all, context)).toEqual({
    met: false,
    restedOn: '1 of 2 instances say that they are ready',
  })
})

test('or at least so many', async () => {
  const { context, fake } = await onStage({ instances: 3 })
  fake.crash('web-1')
  expect(await ready({ kind: 'ready', atLeast: 2 }, context)).toMatchObject({ met: true })
  expect(await ready({ kind: 'ready', atLeast: 3 }, context)).toMatchObject({ met: false })
})
