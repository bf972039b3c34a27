import type { Step } from '../../src/drill/model.ts'
import type { RunRecord } from '../../src/journal/record.ts'
import { buildRecord, p95Below150, type RecordInput, uptimeThreeNines } from '../measure/build-record.ts'

export const kill: Step = {
  kind: 'fault',
  fault: 'kill',
  victim: { ref: 'any' },
  args: {},
  place: 'drills/kill-node.ts:5',
}

/** The record of the run that `measured()` measures: without samples, which the verdict does not read. */
export function ranToEnd(more: Partial<RecordInput> = {}): RunRecord {
  return buildRecord({
    phases: [
      { name: 'baseline', durationMs: 5000 },
      { name: 'lost', durationMs: 30_000, steps: [kill] },
      { name: 'settled', durationMs: 20_000 },
    ],
    expect: [p95Below150, uptimeThreeNines],
    faults: [{ window: 'lost', instantMs: 11_000 }],
    ...more,
  })
}
