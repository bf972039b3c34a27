import { describe, expect, test } from 'vitest'
import { createLive, type Live } from '../../src/run/live.ts'
import { requestRow } from './rows.ts'

/** Requests at 100/s from `fromMs` to `toMs`. */
function steady(live: Live, fromMs: number, toMs: number, row: (ms: number) => object = () => ({})): void {
  for (let startMs = fromMs; startMs < toMs; startMs += 10)
    live.add([requestRow({ startMs, ...row(startMs) })])
}

describe('the numbers of the phase', () => {
  test('before the first phase there are none of it', () => {
    const live = createLive(() => 150)
    steady(live, 0, 3000)
    expect(live.numbers(3000)).toMatchObject({ window: '', p95Ms: null, errorRatio: 0 })
  })

  test('are of this phase alone', () => {
    const live = createLive(() => 150)
    live.beginPhase('baseline', 0)
    steady(live, 0, 5000, (ms) => ({ durationMs: 100, ok: ms % 20 === 0 }))
    live.endPhase(5000)
    live.beginPhase('lost', 5000)
    steady(live, 5000, 8000, (ms) => ({ durationMs: ms % 100 === 0 ? 70 : 20 }))
    live.add([requestRow({ startMs: 4990, ok: false })])
    expect(live.numbers(8000)).toMatchObject({ window: 'lost', elapsedMs: 3000, p95Ms: 70, errorRatio: 0 })
  })

  test('the rate is that of the last seconds that are complete', () => {
    const live = createLive(() => 150)
    live.beginPhase('baseline', 0)
    steady(live, 0, 8000)
    expect(live.numbers(8000).ratePerSecond).toBe(100)
    expect(live.numbers(9500).ratePerSecond).toBe(50)
    expect(live.numbers(20_000).ratePerSecond).toBe(0)
  })

  test('failures count in the errors and not in the p95', () => {
    const live = createLive(() => 150)
    live.beginPhase('lost', 0)
    steady(live, 0, 1000, (ms) => ({ ok: ms >= 250, durationMs: ms < 250 ? 2000 : 5 }))
    expect(live.numbers(1000)).toMatchObject({ errorRatio: 0.25, p95Ms: 5 })
  })

  test('a note stands until the phase ends; between phases that is said', () => {
    const live = createLive(() => 150)
    live.beginPhase('lost', 0)
    live.note('healing web-1')
    expect(live.numbers(1).note).toBe('healing web-1')
    live.endPhase(10)
    expect(live.numbers(11).note).toBe('between phases')
    live.beginPhase('settled', 20)
    expect(live.numbers(21).note).toBe('')
  })
})

describe('requests since a moment', () => {
  test('are counted by their start, failed ones among them', () => {
    const live = createLive(() => 150)
    steady(live, 0, 5000, (ms) => ({ ok: ms !== 4000 }))
    expect(live.since(2000)).toEqual({ total: 300, failed: 1, how: 'read answered 200', dropped: 0 })
    expect(live.since(4010)).toEqual({ total: 99, failed: 0, how: '', dropped: 0 })
    expect(live.since(5000)).toEqual({ total: 0, failed: 0, how: '', dropped: 0 })
  })

  test('the last ten seconds are remembered, however long the run is', () => {
    const live = createLive(() => 150)
    steady(live, 0, 120_000)
    expect(live.since(110_000).total).toBe(1000)
    expect(live.since(0).total).toBeLessThan(2200)
  })
})

describe('requests that ended', () => {
  const refused = requestRow({ startMs: 1000, durationMs: 0, ok: false, status: 0, error: 1212 })

  test('are there as soon as they are told of, and once when they come again with their start', () => {
    const live = createLive(() => 150)
    live.foresee([refused])
    expect(live.ended(0, 10_000, {})).toMatchObject([{ ok: false, status: 0 }])
    live.add([{ ...refused, startMs: 990, durationMs: 10, told: true }])
    expect(live.ended(0, 10_000, {})).toHaveLength(1)
    expect(live.since(0)).toEqual({
      total: 1,
      failed: 1,
      how: 'read had no answer (k6 error 1212)',
      dropped: 0,
    })
  })

  test('count in a phase’s numbers when their start is known', () => {
    const live = createLive(() => 150)
    live.beginPhase('lost', 0)
    live.foresee([refused])
    expect(live.numbers(3000).errorRatio).toBe(0)
    live.add([requestRow({ startMs: 500 }), { ...refused, startMs: 990, durationMs: 10, told: true }])
    expect(live.numbers(3000).errorRatio).toBe(0.5)
  })
})

describe('recovery', () => {
  test('without a fault there is nothing to recover from', () => {
    expect(createLive(() => 150).recovery(0)).toMatchObject({ met: true, restedOn: 'no fault was injected' })
  })

  test('is reached after five clean seconds', () => {
    const live = createLive(() => 150)
    live.beginPhase('lost', 0)
    steady(live, 0, 10_000)
    live.faultAt(10_000)
    steady(live, 10_000, 12_500, () => ({ ok: false }))
    expect(live.recovery(13_000).met).toBe(false)
    steady(live, 12_500, 20_000)
    expect(live.recovery(18_900).met).toBe(false)
    expect(live.recovery(19_000)).toMatchObject({ met: true })
  })

  test('is held against what was usual before the first fault', () => {
    const metAfter = (usualMs: number): boolean => {
      const live = createLive(() => 150)
      live.beginPhase('baseline', 0)
      steady(live, 0, 5000, () => ({ durationMs: usualMs }))
      live.faultAt(5000)
      steady(live, 5000, 15_000, () => ({ durationMs: 90 }))
      return live.recovery(15_000).met
    }
    // 90 ms is above a third of 150 ms; where 80 ms is usual it is no more than half as much again.
    expect(metAfter(10)).toBe(false)
    expect(metAfter(80)).toBe(true)
  })

  test('is held against the bound of the phase that the fault is in', () => {
    const metIn = (window: string): boolean => {
      const live = createLive((name) => (name === 'lost[web-1]' ? 60 : 300))
      live.beginPhase(window, 0)
      live.faultAt(0)
      steady(live, 0, 10_000, () => ({ durationMs: 90 }))
      return live.recovery(10_000).met
    }
    expect([metIn('lost[web-1]'), metIn('settled')]).toEqual([false, true])
  })

  test('a second fault is recovered from by itself', () => {
    const live = createLive(() => 150)
    live.beginPhase('lost', 0)
    live.faultAt(0)
    steady(live, 0, 8000)
    expect(live.recovery(8000).met).toBe(true)
    live.faultAt(8000)
    expect(live.recovery(8001).met).toBe(false)
  })
})
