import { expect, test } from 'vitest'
import type { Condition } from '../../../src/drill/model.ts'
import { createEvaluator } from '../../../src/run/conditions/map.ts'
import { onStage } from '../on-stage.ts'

const cases: [Condition, string][] = [
  [{ kind: 'ready', atLeast: 'all' }, '2 of 2 instances say that they are ready'],
  [{ kind: 'probe', name: 'leader', equals: 'web-1' }, 'leader is "web-1"'],
  [{ kind: 'recovered' }, 'no fault was injected'],
  [
    { kind: 'serving', release: { ref: 'current' }, atLeast: 'all' },
    '2 of 2 instances say that they serve 1.0.0 and are ready',
  ],
  [{ kind: 'any', of: [{ kind: 'recovered' }] }, 'no fault was injected'],
]

test.each(cases)('%o is looked at in its own way', async (condition, restedOn) => {
  const { context } = await onStage({ probeValues: new Map([['leader', 'web-1']]) })
  expect(await createEvaluator(condition, context).look()).toMatchObject({ met: true, restedOn })
})
