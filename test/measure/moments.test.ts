import { describe, expect, it } from 'vitest'
import { samplesIn } from '../../src/measure/context.ts'
import { momentsBy } from '../../src/measure/moments.ts'
import { failedIn } from '../../src/measure/samples.ts'
import { buildRecord, type RequestInput, steadyRequests } from './build-record.ts'
import { contextOf } from './find.ts'

const phases = [
  { name: 'baseline', durationMs: 10_000 },
  { name: 'lost', durationMs: 10_000, inherit: false },
]
const faults = [{ window: 'lost', instantMs: 15_010 }]
const steady = steadyRequests({ fromMs: 5000, toMs: 14_000 })
const slow = Array.from({ length: 90 }, (_, k) => ({
  startMs: 5000 + 50 * k,
  durationMs: 700,
  operation: 'report',
}))

/** Asked one after the other, none answered within the time limit. */
function hung(fromMs: number, toMs: number, operation = 'read'): RequestInput[] {
  return Array.from({ length: (toMs - fromMs) / 100 }, (_, k) => ({
    startMs: fromMs + 100 * k,
    durationMs: 2000,
    ok: false,
    operation,
  }))
}

function failures(requests: RequestInput[]): number[] {
  const context = contextOf({ phases, faults, requests: [...steady, ...slow, ...requests] })
  return context.spans.map((span) => failedIn(samplesIn(context, span).durationMs))
}

describe('a request that hung before anything was done', () => {
  it('counts in the window in which it was asked', () => {
    // Of those from 14,500 ms on it cannot be told: what was done broke them, or they hung as well.
    expect(failures(hung(14_000, 15_000))).toEqual([6, 4])
  })

  it('is told by how long requests of its operation take', () => {
    expect(failures(hung(14_000, 15_000, 'report'))).toEqual([0, 10])
    expect(failures(hung(13_200, 15_000, 'report'))).toEqual([5, 13])
  })

  it('is not told where nothing is known of its operation', () => {
    expect(failures(hung(14_000, 15_000, 'other'))).toEqual([0, 10])
  })

  it('does not make its own slowness the usual one', () => {
    const answered = hung(12_500, 15_000).map((one) => ({ ...one, ok: true }))
    const context = contextOf({ phases, faults, requests: [...steady, ...answered] })
    const late = context.spans.map(
      (span) => samplesIn(context, span).durationMs.filter((ms) => ms === 2000).length,
    )
    expect(late).toEqual([21, 4])
  })
})

it('of each request is the first instant in its time, but for one that hung by then', () => {
  const { requests } = buildRecord({ phases, requests: [...steady, ...hung(14_000, 14_100)] })
  const baseline = { startMs: 5000, endMs: 15_000 }
  const row = requests.length - 1
  expect(momentsBy(requests, baseline)(row, [14_300, 15_010])).toBe(14_300)
  expect(momentsBy(requests, baseline)(row, [15_010])).toBe(14_000)
  expect(momentsBy(requests, baseline)(row, [17_000])).toBe(14_000)
  expect(momentsBy(requests, null)(row, [15_010])).toBe(15_010)
})

describe('a request whose start is not known', () => {
  const failed = (startMs: number, durationMs: number): RequestInput => ({
    startMs,
    durationMs,
    ok: false,
    certain: false,
  })
  const inWindows = (...requests: RequestInput[]): number[] => {
    const context = contextOf({ phases, faults, requests: [...steady, ...requests] })
    return context.spans.map((span) => samplesIn(context, span).uncertain)
  }

  it('was in flight at an instant within its time, or began after it: it is none of the window before', () => {
    // Its iteration began at 14,900 ms, the fault came at 15,010, it ended at 15,100.
    expect(inWindows(failed(14_900, 200))).toEqual([0, 1])
    // It may have hung since 13,200 ms.
    expect(inWindows(failed(13_200, 1900))).toEqual([1, 1])
  })

  it('began no earlier than its iteration', () => {
    expect(inWindows(failed(15_050, 20))).toEqual([0, 1])
    expect(inWindows(failed(14_950, 58))).toEqual([1, 1])
  })

  it('may have taken up to the time limit where that is not known either', () => {
    // At the instant it had been under way, or it began later.
    expect(inWindows(failed(15_600, 0))).toEqual([1, 1])
    expect(inWindows(failed(15_400, 0))).toEqual([1, 1])
    expect(inWindows(failed(16_600, 0))).toEqual([0, 1])
    expect(inWindows(failed(17_100, 0))).toEqual([0, 1])
  })
})
