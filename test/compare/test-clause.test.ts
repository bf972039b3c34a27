import { describe, expect, it } from 'vitest'
import type { ClauseOfRun } from '../../src/compare/side.ts'
import { isWorse, type Tested, testClause } from '../../src/compare/test-clause.ts'
import type { Objective } from '../../src/drill/objective.ts'
import { seededRandom } from '../../src/measure/random.ts'
import { objective, p95Below150, uptimeThreeNines } from '../measure/build-record.ts'

const random = seededRandom(9)
const seconds = (count: number, middle: number) =>
  Array.from({ length: count }, () => middle * Math.exp(0.3 * (random() + random() - 1)))
const OPTIONS = { tests: 1, tolerance: 0.25 }

function clause(of: Objective, values: number[], more: Partial<ClauseOfRun> = {}): ClauseOfRun {
  const rest = { blocks: null, bad: null, samples: values.length, untrusted: null }
  return { objective: of, window: 'calm', observed: values[0] ?? null, values, ...rest, ...more }
}

function tested(of: Objective, first: number[], second: number[], options = OPTIONS): Tested {
  const values = { basis: 'intervals' as const, first: [first], second: [second] }
  const test = testClause([clause(of, first)], [clause(of, second)], values, options)
  if (!test) throw new Error('nothing was tested')
  return test
}

describe('times', () => {
  const calm = seconds(80, 10)
  const slower = (factor: number) => seconds(80, 10 * factor)

  it('are tested for more than the tolerance, not for any difference', () => {
    const just = tested(p95Below150, calm, slower(1.28))
    expect(just.effect.low).toBeGreaterThan(1)
    expect(just.p).toBeGreaterThan(0.05)
    expect(tested(p95Below150, calm, slower(1.28), { tests: 1, tolerance: 0.1 }).p).toBeLessThan(0.001)
    expect(tested(p95Below150, calm, slower(1.1)).p).toBe(1)
    expect(tested(p95Below150, calm, slower(1.6)).p).toBeLessThan(0.001)
    expect(tested(p95Below150, slower(1.6), calm).p).toBeLessThan(0.001)
  })

  it('below what an instrument tells apart are alike', () => {
    expect(tested(p95Below150, seconds(40, 0.2), seconds(40, 0.6)).effect.estimate).toBe(1)
  })

  it('of seconds that are alike are worth less; whole runs are not', () => {
    const drift = Array.from({ length: 40 }, (_, k) => 10 + k)
    expect(tested(p95Below150, calm, drift).inflation).toBeGreaterThan(5)
    const runs = { basis: 'runs' as const, first: [calm], second: [drift] }
    expect(
      testClause([clause(p95Below150, calm)], [clause(p95Below150, drift)], runs, OPTIONS)?.inflation,
    ).toBe(1)
  })

  it('that never end are the worst', () => {
    const never = seconds(40, 10).map((ms, k) => (k % 4 === 0 ? ms : Number.POSITIVE_INFINITY))
    const test = tested(p95Below150, calm, never)
    expect(test.p).toBeLessThan(0.001)
    expect(isWorse(test, p95Below150)).toBe(true)
  })
})

describe('shares', () => {
  const share = (bad: number[], each = 1000): ClauseOfRun =>
    clause(
      uptimeThreeNines,
      bad.map((one) => 1 - one / each),
      {
        bad: bad.reduce((sum, one) => sum + one, 0),
        samples: bad.length * each,
        blocks: { bad: Float64Array.from(bad), total: Float64Array.from(bad, () => each) },
      },
    )
  const test = (a: ClauseOfRun, b: ClauseOfRun): Tested | null => {
    const bad = ({ values }: ClauseOfRun) => [(values ?? []).map((value) => 1 - value)]
    return testClause([a], [b], { basis: 'intervals', first: bad(a), second: bad(b) }, OPTIONS)
  }
  const none = Array.from({ length: 60 }, () => 0)
  const every = (count: number, failed: number) => none.map((_, k) => (k % count === 0 ? failed : 0))

  it('are different only where their bounds are beyond what is tolerated', () => {
    // 0.02 % more, of 0.1 % that is allowed.
    expect(test(share(none), share(every(5, 1)))?.p).toBe(1)
    const worse = test(share(none), share(every(2, 8)))
    expect(worse?.p).toBeLessThan(0.001)
    expect(worse?.difference).toBeCloseTo(0.004, 6)
  })

  it('say nothing by one burst, however large', () => {
    const burst = none.map((_, k) => (k === 30 ? 900 : 0))
    expect(test(share(none), share(burst))?.p).toBeGreaterThan(0.3)
  })
})

describe('numbers', () => {
  const deaths = objective({ kind: 'deaths' }, { op: 'atMost', value: 0 })
  const queue = objective({ kind: 'probe', name: 'queue', stat: 'avg' }, { op: 'below', value: 50 })

  it('are compared by their difference', () => {
    const test = tested(
      queue,
      seconds(40, 10),
      seconds(40, 10).map((value) => value + 6),
    )
    expect(test).toMatchObject({ scale: 'difference' })
    expect(test.difference).toBeCloseTo(6, 0)
    expect(test.p).toBeLessThan(0.001)
  })

  it('that are shares are tolerated up to a part of what is allowed, or of the bad ones', () => {
    const byTime = objective({ kind: 'uptime', by: 'time' }, { op: 'atLeast', value: 0.999 })
    const rate = objective({ kind: 'metric', name: 'bad', stat: 'rate' }, { op: 'below', value: 0.02 })
    const [well, ill] = [[1, 1, 1, 1, 1, 1], seconds(6, 0.75)]
    const test = tested(byTime, well, ill)
    expect(test.tolerance).toBeCloseTo(0.00025, 8)
    expect([test.middle, isWorse(test, byTime)]).toEqual([0, true])
    expect(test.least).toBeCloseTo(0.001, 8)
    expect(test.p).toBeLessThan(0.01)
    expect(tested(byTime, [0.8, 0.8, 0.8], [0.7, 0.7, 0.7]).tolerance).toBeCloseTo(0.05, 8)
    const none = tested(rate, [0, 0, 0, 0, 0, 0], [0.25, 0.25, 0.25, 0.25, 0.25, 0.25])
    expect(none).toMatchObject({ tolerance: 0.005, least: 0.02, middle: 0 })
    expect(none.p).toBeLessThan(0.01)
  })

  it('that are counted differ by one or not at all', () => {
    expect(tested(deaths, [0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1]).p).toBeLessThan(0.01)
    expect(tested(deaths, [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1]).p).toBe(1)
  })
})

it('nothing is tested where there are too few values', () => {
  const values = { basis: 'none' as const, first: [[1]], second: [[2]] }
  expect(testClause([clause(p95Below150, [1])], [clause(p95Below150, [2])], values, OPTIONS)).toBeNull()
})
