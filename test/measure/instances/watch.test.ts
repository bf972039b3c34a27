import { describe, expect, it } from 'vitest'
import { answers, isPartlyUnseen, looksIn, seenAt, watchOf } from '../../../src/measure/instances/watch.ts'
import { down, state, type Timed, watched } from '../build-instances.ts'
import { buildRecord } from '../build-record.ts'

const of = (events: Timed[]) => watchOf(buildRecord({ phases: [], events }).events)

describe('the watch', () => {
  it('shows what was seen of an instance until the next look that differed, the last until the watch ended', () => {
    const watch = of([
      ...watched(1000, 10_000),
      state('web-1', 1000),
      down('web-1', 4000),
      state('web-2', 1000),
    ])
    const spans = [...watch.seen].map(([name, seen]) => [
      name,
      seen.map(({ startMs, endMs, state: { alive } }) => [startMs, endMs, alive]),
    ])
    expect(spans).toEqual([
      [
        'web-1',
        [
          [1000, 4000, true],
          [4000, 10_000, false],
        ],
      ],
      ['web-2', [[1000, 10_000, true]]],
    ])
    expect(seenAt(watch, 'web-1', 3999)?.alive).toBe(true)
    expect(seenAt(watch, 'web-1', 4000)?.alive).toBe(false)
    expect(seenAt(watch, 'web-1', 999)).toBeNull()
    expect(seenAt(watch, 'web-9', 3000)).toBeNull()
  })

  it('knows nothing of what nobody looked at', () => {
    const watch = of([state('web-1', 1000), ...watched(1000, 3000), ...watched(8000, 10_000)])
    expect(watch.gaps).toEqual([{ startMs: 3000, endMs: 8000 }])
    expect(seenAt(watch, 'web-1', 5000)).toBeNull()
    expect(seenAt(watch, 'web-1', 9000)?.ready).toBe(200)
    const unseen = (startMs: number, endMs: number) => isPartlyUnseen(watch, { startMs, endMs })
    expect([unseen(1000, 2500), unseen(2500, 4000), unseen(8500, 9500), unseen(8500, 15_000)]).toEqual([
      false,
      true,
      false,
      true,
    ])
  })

  it('of every state knows only what was looked at', () => {
    const looked = [...watched(1000, 3000), ...watched(8000, 10_000), ...watched(15_000, 16_000)]
    const watch = of([state('web-1', 1000), ...looked, down('web-1', 9000)])
    expect(watch.seen.get('web-1')?.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [1000, 3000],
      [8000, 9000],
      [9000, 10_000],
      [15_000, 16_000],
    ])
    expect(isPartlyUnseen(watch, { startMs: -2000, endMs: 2000 })).toBe(true)
  })

  it('counts its looks', () => {
    const watch = of(watched(1000, 10_000))
    expect(looksIn(watch, { startMs: 2000, endMs: 4000 })).toBe(10)
  })

  it('is nothing in a record of before there was one', () => {
    const watch = of([])
    expect(watch).toEqual({ bounds: null, looks: [], gaps: [], seen: new Map() })
    expect(isPartlyUnseen(watch, { startMs: 0, endMs: 1 })).toBe(true)
  })

  it('tells an answer from none', () => {
    const watch = of([state('web-1', 1000), down('web-2', 1000), ...watched(1000, 2000)])
    const seen = ['web-1', 'web-2'].map((name) => answers(seenAt(watch, name, 1500)!))
    expect(seen).toEqual([true, false])
    const nothing = { ...seenAt(watch, 'web-2', 1500)!, alive: true }
    for (const some of [{ health: 503 }, { ready: 503 }, { serves: true }])
      expect(answers({ ...nothing, ...some })).toBe(true)
  })
})
