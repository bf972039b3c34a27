import { expect, test } from 'vitest'
import type { Condition } from '../../../src/drill/model.ts'
import { any } from '../../../src/run/conditions/any.ts'
import { onStage } from '../on-stage.ts'

const leader = (equals: string): Condition => ({ kind: 'probe', name: 'leader', equals })
const of = (...conditions: Condition[]) => ({ kind: 'any' as const, of: conditions })

test('one that is met is enough; what it rested on is said, and of none all is', async () => {
  const { context } = await onStage({ probeValues: new Map([['leader', 'web-2']]) })
  expect(await any(of(leader('web-1'), leader('web-2')), context).look()).toMatchObject({
    met: true,
    restedOn: 'leader is "web-2"',
  })
  expect(await any(of(leader('web-1'), { kind: 'probe', name: 'other', equals: 1 }), context).look()).toEqual(
    {
      met: false,
      restedOn: 'leader is "web-2"; other is null',
    },
  )
})

test('each counts its own time, whichever comes first', async () => {
  const probeValues = new Map([['leader', 'web-1']])
  const { context } = await onStage({ probeValues })
  const evaluator = any(of(of(leader('web-2')), leader('web-3')), context)
  expect(await evaluator.look()).toMatchObject({ met: false })
  probeValues.set('leader', 'web-2')
  expect(await evaluator.look()).toMatchObject({ met: true })
})
