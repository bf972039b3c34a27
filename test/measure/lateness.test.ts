import { describe, expect, it } from 'vitest'
import { countWithin, latenessOf } from '../../src/measure/lateness.ts'

const bounds = { startMs: 5000, endMs: 10_000 }

function lateness(
  arrivalsMs: number[],
  more: { ratePerSecond?: number | null; outageMs?: [number, number] } = {},
) {
  const { ratePerSecond = 200, outageMs } = more
  const notAnswering = outageMs ? [{ startMs: outageMs[0], endMs: outageMs[1] }] : []
  return latenessOf({
    arrivalsMs: Float64Array.from(arrivalsMs),
    firstDueMs: 0,
    ratePerSecond,
    bounds,
    notAnswering,
  })
}

const onTime = Array.from({ length: 2400 }, (_, k) => k * 5)

describe('lateness', () => {
  it('is none for arrivals on time', () => {
    expect(lateness(onTime)).toEqual({ basis: 'arrivals', maxMs: 0, p99Ms: 0, missingMs: [], late: [] })
  })

  it('is seen where a stall was made up for', () => {
    const stalled = onTime.map((atMs) => (atMs >= 7000 && atMs < 7300 ? 7300 : atMs))
    expect(lateness(stalled)).toMatchObject({
      maxMs: 300,
      missingMs: [],
      late: [{ startMs: 7000, crowdMs: 7300, endMs: 7300 }],
    })
  })

  it('that lasts is arrivals that were never made', () => {
    const skipped = onTime.filter((atMs) => atMs < 7000 || atMs >= 7100)
    const { missingMs, maxMs } = lateness(skipped)
    expect(missingMs).toHaveLength(20)
    expect(missingMs[0]).toBe(7000)
    expect(maxMs).toBe(0)
  })

  it('counts what was due after the last arrival', () => {
    expect(lateness(onTime.filter((atMs) => atMs < 9000)).missingMs).toHaveLength(196)
  })

  it('holds nothing against the generator while the app did not answer', () => {
    const skipped = onTime.filter((atMs) => atMs < 7000 || atMs >= 7100)
    expect(lateness(skipped, { outageMs: [6900, 7200] }).missingMs).toEqual([])
  })

  it('takes drift for drift', () => {
    expect(lateness(onTime.map((atMs) => atMs * 1.001)).missingMs).toEqual([])
  })

  it('is not known without a rate, or where one arrival makes several requests', () => {
    expect(lateness(onTime, { ratePerSecond: null }).basis).toBe('none')
    expect(lateness([...onTime, ...onTime].sort((a, b) => a - b)).basis).toBe('none')
  })
})

it('counts moments within bounds', () => {
  expect(countWithin([4999, 5000, 9999, 10_000], bounds)).toBe(2)
})

it('a load that was due so often that nobody could count it comes to an end, and lacks arrivals', () => {
  const seen = latenessOf({
    arrivalsMs: Float64Array.from({ length: 100 }, (_, k) => k * 10),
    firstDueMs: 0,
    ratePerSecond: 1e7,
    bounds: { startMs: 0, endMs: 2.6e9 },
    notAnswering: [],
  })
  expect(seen.missingMs.length).toBeGreaterThan(100_000)
  expect(seen.missingMs.length).toBeLessThan(500_000)
})
