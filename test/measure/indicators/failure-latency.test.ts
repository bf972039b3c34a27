import { describe, expect, it } from 'vitest'
import { objective, type RecordInput, steadyRequests } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const fast = objective({ kind: 'failure-latency', percentile: 50 }, { op: 'below', value: 1000 })
const phases = [{ name: 'away', durationMs: 10_000 }]
const good = steadyRequests({ fromMs: 0, toMs: 17_000 })
const failed = (startMs: number, durationMs: number) => ({ startMs, durationMs, ok: false })
const of = (more: Partial<RecordInput>) => indicationOf(fast, 'away', { phases, requests: good, ...more })

describe('the time to fail', () => {
  it('is that of those that failed, as long as they took', () => {
    const requests = [...good, failed(6000, 200), failed(7000, 300), failed(8000, 1900)]
    expect(of({ requests })).toMatchObject({ observed: 300, samples: 3, bad: 3 })
  })

  it('has no value where none failed, which is not the same as no request', () => {
    expect(of({})).toMatchObject({ observed: null, samples: 0, bad: 0, note: 'no request failed' })
    expect(of({ requests: [] })).toMatchObject({ observed: null, bad: null })
  })

  it('is not known of those that were never sent', () => {
    const hanging = { startMs: 6990, durationMs: 1000 }
    const stuck = { droppedMs: [7000], maxVus: 1 }
    expect(of({ ...stuck, requests: [...good, hanging] })).toMatchObject({
      observed: null,
      bad: 1,
      note: 'the 1 that failed were never sent',
    })
    expect(of({ ...stuck, requests: [...good, hanging, failed(8000, 200)] })).toMatchObject({
      observed: 200,
      samples: 1,
      note: '1 more were never sent',
    })
  })
})
