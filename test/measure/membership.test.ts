import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds, lowerBound, mayHold, momentOf } from '../../src/measure/membership.ts'

describe('a request', () => {
  it('under way at the fault belongs to the fault, whenever it began', () => {
    expect(momentOf(960, 1000, [1000])).toBe(1000)
    expect(momentOf(1000, 1040, [1000])).toBe(1000)
  })

  it('goes by its start otherwise', () => {
    expect(momentOf(950, 990, [1000])).toBe(950)
    expect(momentOf(1001, 1040, [1000])).toBe(1001)
    expect(momentOf(950, 5000, [])).toBe(950)
  })

  it('that had hung by then goes by its start', () => {
    expect(momentOf(400, 2400, [1000], 600)).toBe(1000)
    expect(momentOf(399, 2400, [1000], 600)).toBe(399)
    // It hung before the first: what came after that has no part in it.
    expect(momentOf(399, 2400, [1000, 1200], 600)).toBe(399)
  })

  it('that hung through two faults belongs to the first', () => {
    expect(momentOf(900, 5000, [1000, 3000])).toBe(1000)
    expect(momentOf(1100, 5000, [1000, 3000])).toBe(3000)
  })

  it('belongs to one of two windows that touch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (momentMs) => {
        const first = holds({ startMs: 0, endMs: 100 }, momentMs)
        const second = holds({ startMs: 100, endMs: 201 }, momentMs)
        expect(first).not.toBe(second)
      }),
    )
  })
})

describe('a request of uncertain start', () => {
  const baseline = { startMs: 0, endMs: 1000 }
  const lost = { startMs: 1000, endMs: 2000 }
  const may = (earliestMs: number, endMs: number, instantsMs: number[] = [], patienceMs = 500) =>
    [baseline, lost].map((bounds) => mayHold(bounds, { earliestMs, endMs, patienceMs }, instantsMs))

  it('belongs wherever it may have begun', () => {
    expect(may(-500, 1500)).toEqual([true, true])
    expect(may(1100, 1500)).toEqual([false, true])
    expect(may(0, 900)).toEqual([true, false])
    expect(may(2100, 2200)).toEqual([false, false])
  })

  it('belongs to what was done in its time, or to what came after it', () => {
    expect(may(900, 1500, [1000])).toEqual([false, true])
    expect(may(900, 1500, [950])).toEqual([true, true])
    expect(may(900, 990, [950])).toEqual([true, false])
    expect(may(900, 1500, [800])).toEqual([true, true])
  })

  it('belongs to where it was asked as well when it may have hung by then', () => {
    expect(may(400, 1500, [1000])).toEqual([true, true])
    expect(may(500, 1500, [1000])).toEqual([false, true])
  })

  it('belongs where a moment that it may have lies, whatever that is', () => {
    const time = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(time, time, fc.array(time), time, time, (a, b, instants, patienceMs, startMs) => {
        const [earliestMs, endMs] = [Math.min(a, b), Math.max(a, b)]
        const instantsMs = instants.toSorted((one, other) => one - other)
        const bounds = { startMs, endMs: startMs + 10 }
        const begins = Array.from({ length: endMs - earliestMs + 1 }, (_, k) => earliestMs + k)
        const possible = begins.some((begin) => holds(bounds, momentOf(begin, endMs, instantsMs, patienceMs)))
        // Begins are whole here, so that one between two of them may be missed.
        if (possible) expect(mayHold(bounds, { earliestMs, endMs, patienceMs }, instantsMs)).toBe(true)
        const near = { startMs: startMs - 1, endMs: startMs + 11 }
        const nearly = begins.some((begin) => holds(near, momentOf(begin, endMs, instantsMs, patienceMs)))
        if (!nearly) expect(mayHold(bounds, { earliestMs, endMs, patienceMs }, instantsMs)).toBe(false)
      }),
    )
  })
})

it('finds the first value that is not below a limit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 })),
      fc.integer({ min: 0, max: 50 }),
      (values, limit) => {
        const sorted = values.toSorted((a, b) => a - b)
        expect(lowerBound(sorted, limit)).toBe(sorted.filter((value) => value < limit).length)
      },
    ),
  )
})
