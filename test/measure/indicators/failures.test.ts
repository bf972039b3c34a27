import { describe, expect, it } from 'vitest'
import { objective, type RecordInput, steadyRequests } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const none = objective({ kind: 'failures' }, { op: 'atMost', value: 0 })
const phases = [{ name: 'lost', durationMs: 10_000 }]
const requests = steadyRequests({ fromMs: 0, toMs: 17_000 })

function failures(bad: number, more: Partial<RecordInput> = {}, wanted = none) {
  let left = bad
  const some = requests.map((one) => (one.startMs >= 6000 && left-- > 0 ? { ...one, ok: false } : one))
  return indicationOf(wanted, 'lost', { phases, requests: some, ...more })
}

describe('failures', () => {
  it('are all that failed, of all that were made', () => {
    expect(failures(0)).toMatchObject({ observed: 0, samples: 2000, bad: 0, confidence: null })
    expect(failures(3)).toMatchObject({ observed: 3, samples: 2000, bad: 3 })
  })

  it('are counted by the filter', () => {
    const reads = { ...none, filter: { operation: 'read' } }
    expect(failures(3, {}, reads)).toMatchObject({ observed: 2, samples: 1000 })
  })

  it('may be more by what the generator did not make', () => {
    const droppedMs = [7000, 7001]
    const { observed, confidence, uncertain } = failures(1, { droppedMs })
    expect([observed, confidence?.low, confidence?.high, uncertain.bad]).toEqual([1, 1, 3, 2])
  })

  it('that could not be sent because every VU was waiting are failures', () => {
    const hanging = [{ startMs: 6990, durationMs: 1000 }]
    const { observed, note } = failures(0, {
      droppedMs: [7000],
      maxVus: 1,
      requests: [...requests, ...hanging],
    })
    expect([observed, note]).toEqual([1, '1 of them were never sent: every VU was waiting for the app'])
  })

  it('with an unknown start count in every window that they may belong to', () => {
    const late = { startMs: 6900, durationMs: 100, ok: false, certain: false }
    const { observed, note } = failures(0, { requests: [...requests, late] })
    expect(observed).toBe(1)
    expect(note).toContain('1 with an unknown start')
  })

  it('of no request are not known', () => {
    expect(failures(0, { requests: [] })).toMatchObject({ observed: null, samples: 0 })
  })
})
