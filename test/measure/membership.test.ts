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

it('a request of uncertain start belongs wherever it may have begun', () => {
  const baseline = { startMs: 0, endMs: 1000 }
  const lost = { startMs: 1000, endMs: 2000 }
  expect([mayHold(baseline, 1500, 2000), mayHold(lost, 1500, 2000)]).toEqual([true, true])
  expect([mayHold(baseline, 1500, 400), mayHold(lost, 1500, 400)]).toEqual([false, true])
  expect(mayHold(lost, 900, 2000)).toBe(false)
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
