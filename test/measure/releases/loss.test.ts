import { describe, expect, it } from 'vitest'
import { measure } from '../../../src/measure/measure.ts'
import {
  deployEnded,
  deployStarted,
  instances,
  rolledBack,
  state,
  switched,
  type Timed,
  triggered,
  watched,
} from '../build-instances.ts'
import { buildRecord, steadyRequests } from '../build-record.ts'

const steady = steadyRequests({ fromMs: 0, toMs: 60_000 })
const phases = [
  { name: 'baseline', durationMs: 5000 },
  { name: 'bad', durationMs: 40_000 },
]
const bad: Timed[] = [
  instances(6000, ['web-1']),
  state('web-1', 1000),
  deployStarted(11_000, 'bad', 'bad'),
  state('web-1', 12_000, { release: 'bad' }),
  switched(12_000, 'bad', 'web-1', 'bad'),
  ...triggered(15_000, 'bad'),
  deployEnded(15_100, 'bad', 'cancelled', 'triggered'),
  ...rolledBack(15_200, 16_000, 'bad'),
  state('web-1', 16_000),
  ...watched(1000, 52_000),
]
const lost = (events: Timed[], requests = steady) =>
  measure(buildRecord({ phases, requests, events })).deploys.map(({ loss }) => loss)

describe('what users lost', () => {
  it('is counted from the first instance that served it until the rollback had settled', () => {
    const requests = steady.map((one, k) => {
      if (one.startMs < 11_500 || one.startMs >= 16_000) return one
      if (k % 10 === 0) return { ...one, ok: false, status: 500 }
      return k % 50 === 1 ? { ...one, ok: false } : { ...one, durationMs: 80 }
    })
    expect(lost(bad, requests)).toEqual([
      {
        startMs: 12_000,
        endMs: 16_000,
        total: 800,
        failed: 96,
        kinds: [
          { kind: 'answered 500', failed: 80 },
          { kind: 'no answer', failed: 16 },
        ],
        p95Ms: Number.POSITIVE_INFINITY,
        baselineP95Ms: 10,
      },
    ])
  })

  it('is nothing where it was served only after all that is judged', () => {
    const begun = bad.slice(0, 3)
    const late = [
      ...begun,
      state('web-1', 50_500, { release: 'bad' }),
      switched(50_500, 'bad', 'web-1', 'bad'),
    ]
    expect(lost([...late, ...watched(1000, 52_000)])).toEqual([null])
  })

  it('is also what was never sent, because everybody waited for the app', () => {
    const requests = steady.map((one) => (one.startMs === 13_000 ? { ...one, durationMs: 200 } : one))
    const record = buildRecord({ phases, requests, events: bad, maxVus: 1, droppedMs: [13_001] })
    expect(measure(record).deploys[0]?.loss).toMatchObject({
      total: 801,
      failed: 1,
      kinds: [{ kind: 'never sent', failed: 1 }],
    })
  })

  it('is nothing where the gate stopped it, and is shown all the same', () => {
    // Two were in flight as it began.
    const gate = [deployStarted(11_000, 'bad', 'bad'), deployEnded(14_000, 'bad', 'refused', 'start-failed')]
    expect(lost(gate)[0]).toMatchObject({ startMs: 11_000, endMs: 14_000, total: 602, failed: 0, kinds: [] })
  })

  it('of each of two ends with its own rollback', () => {
    const second: Timed[] = [
      deployStarted(30_000, 'bad', 'worse'),
      state('web-1', 31_000, { release: 'worse' }),
      switched(31_000, 'bad', 'web-1', 'worse'),
      ...triggered(33_000, 'bad'),
      deployEnded(33_100, 'bad', 'cancelled', 'triggered'),
      ...rolledBack(33_200, 35_000, 'bad'),
      state('web-1', 35_000),
    ]
    const seen = lost([...bad, ...second]).map((loss) => [loss?.startMs, loss?.endMs])
    expect(seen).toEqual([
      [12_000, 16_000],
      [31_000, 35_000],
    ])
  })

  it('that the gate stopped ends with it, whatever is shipped and rolled back later', () => {
    const gate = [deployStarted(7000, 'bad', 'bad'), deployEnded(8000, 'bad', 'refused', 'start-failed')]
    expect(lost([...gate, ...bad]).map((loss) => loss?.endMs)).toEqual([8000, 16_000])
  })

  it('is not asked of a release that stayed', () => {
    expect(lost([deployStarted(11_000, 'bad', '1.1.0'), deployEnded(14_000, 'bad')])).toEqual([null])
  })

  it('ends with the next deploy, or with what is judged', () => {
    const second = [deployStarted(30_000, 'bad', '1.1.0'), deployEnded(31_000, 'bad')]
    const unsettled = bad.filter(({ type, atMs }) => !(type === 'instance-state' && atMs === 16_000))
    expect(lost([...unsettled, ...second])[0]?.endMs).toBe(30_000)
    expect(lost(unsettled)[0]?.endMs).toBe(50_000)
  })
})

it('the baseline ends where the first deploy begins', () => {
  const phase = [{ name: 'bad', durationMs: 40_000 }]
  const slow = steady.map((one) => (one.startMs > 11_000 ? { ...one, durationMs: 900 } : one))
  const { deploys } = measure(buildRecord({ phases: phase, requests: slow, events: bad }))
  expect(deploys[0]?.loss?.baselineP95Ms).toBe(10)
})
