import { expect, it } from 'vitest'
import { countedWindow } from '../../src/measure/counts.ts'
import { contextOf } from './find.ts'

it('counts requests by operation, and drops by cause', () => {
  const busy = Array.from({ length: 4 }, () => ({ startMs: 6000, durationMs: 1000, operation: 'read' }))
  const context = contextOf({
    phases: [{ name: 'lost', durationMs: 10_000 }],
    maxVus: 4,
    requests: [
      ...busy,
      { startMs: 4990, durationMs: 30, ok: false, operation: 'write' },
      { startMs: 9000, durationMs: 0, ok: false, certain: false, operation: 'write' },
      { startMs: 15_001, durationMs: 5, operation: 'read' },
    ],
    faults: [{ window: 'lost', instantMs: 5005 }],
    droppedMs: [6500, 8000, 8001],
  })
  expect(countedWindow(context.spans[0]!, context)).toEqual({
    name: 'lost',
    phase: 'lost',
    kind: 'phase',
    startMs: 5000,
    endMs: 15_000,
    completed: true,
    faultsMs: [5005],
    requests: {
      total: 6,
      failed: 2,
      uncertain: 1,
      byOperation: { read: { total: 4, failed: 0 }, write: { total: 2, failed: 2 } },
    },
    dropped: { byApp: 1, byGenerator: 2 },
  })
})
