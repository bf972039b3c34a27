import { describe, expect, it } from 'vitest'
import { beganMs, isPlaced, tookMs } from '../../src/measure/began.ts'
import { measure } from '../../src/measure/measure.ts'
import {
  buildRecord,
  objective,
  type RequestInput,
  steadyRequests,
  uptimeThreeNines,
} from './build-record.ts'
import { indicationOf } from './find.ts'

const REFUSED = { ok: false, status: 0, error: 1212 } as const
/** Of iterations of some requests, which began at 9 s: all that k6 tells is when the connect was refused. */
const refused = (certain: boolean): RequestInput[] =>
  Array.from({ length: 20 }, (_, k) => ({ startMs: 9000, durationMs: 1600 + k, certain, ...REFUSED }))

describe('a connect that was refused', () => {
  it('began as it ended, whatever its user had done before', () => {
    const { requests } = buildRecord({
      phases: [],
      requests: [
        ...refused(false).slice(0, 1),
        { startMs: 9000, durationMs: 700, certain: false, ok: false },
      ],
    })
    const all = [0, 1].map((row) => [isPlaced(requests, row), beganMs(requests, row), tookMs(requests, row)])
    // By the order in which they ended.
    expect(all).toEqual([
      [false, 9000, 700],
      [true, 10_600, 0],
    ])
  })

  it.each([true, false])(
    'by a kill fails nothing of the window before it; its start told as known: %s',
    (certain) => {
      const record = buildRecord({
        phases: [
          { name: 'baseline', durationMs: 5000 },
          { name: 'lost', durationMs: 10_000 },
        ],
        faults: [{ window: 'lost', instantMs: 10_500 }],
        requests: [...steadyRequests({ fromMs: 5000, toMs: 20_000 }), ...refused(certain)],
        expect: [uptimeThreeNines],
      })
      const { windows, failures } = measure(record)
      expect(windows.map(({ name, requests }) => [name, requests.failed])).toEqual([
        ['baseline', 0],
        ['lost', 20],
      ])
      // It was sent after the kill, and in flight on nobody.
      expect(failures[0]).toMatchObject({ total: 20, inFlight: 0 })
    },
  )

  it('failed at once, and not after as long as its user had thought', () => {
    const input = { phases: [{ name: 'lost', durationMs: 10_000 }], requests: refused(true) }
    const wanted = objective({ kind: 'failure-latency', percentile: 95 }, { op: 'below', value: 500 })
    expect(indicationOf(wanted, 'lost', input).observed).toBe(0)
  })
})
