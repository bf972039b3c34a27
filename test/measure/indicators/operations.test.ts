import { expect, it } from 'vitest'
import { samplesIn } from '../../../src/measure/context.ts'
import { byOperation } from '../../../src/measure/indicators/operations.ts'
import { contextOf } from '../find.ts'

it('keeps each operation’s samples in their order', () => {
  const context = contextOf({
    phases: [],
    requests: ['write', 'read', '', 'write'].map((operation, i) => ({
      startMs: i,
      durationMs: 10 + i,
      operation,
    })),
  })
  const operations = byOperation(samplesIn(context, { startMs: 0, endMs: 10 }), context.record.requests)
  expect(
    operations.map(({ name, selection }) => [name, [...selection.atMs], [...selection.durationMs]]),
  ).toEqual([
    ['read', [1], [11]],
    ['unnamed', [2], [12]],
    ['write', [0, 3], [10, 13]],
  ])
})
