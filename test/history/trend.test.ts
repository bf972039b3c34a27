import { describe, expect, it } from 'vitest'
import type { RunToCompare } from '../../src/compare/side.ts'
import { trendOf } from '../../src/history/trend.ts'
import { type MadeRun, madeRun } from '../compare/made-runs.ts'
import { objective, p95Below150, uptimeThreeNines } from '../measure/build-record.ts'

const P95 = 'p95 below 150 ms@calm'
const OPTIONS = { tolerance: 0.25, tests: 3 }
const runs = (...medians: number[]): RunToCompare[] =>
  medians.map((medianMs, k) => madeRun({ seed: k + 1, seconds: 30, medianMs }))
const marksOf = (all: readonly RunToCompare[], key = P95) =>
  trendOf(key, all, OPTIONS).marks.map(({ finding, from, seenAt }) => [finding, from, seenAt])

describe('a clause over many runs', () => {
  it('has no mark where nothing changed', () => {
    const trend = trendOf(P95, runs(10, 10, 10, 10, 10, 10, 10, 10), OPTIONS)
    expect(trend).toMatchObject({
      objective: 'p95 below 150 ms',
      window: 'calm',
      unit: 'ms',
      bound: 150,
      marks: [],
    })
    expect(trend.values).toHaveLength(8)
  })

  it('is marked once, where it became worse, and once more where it became better', () => {
    const [worse, better] = trendOf(P95, runs(10, 10, 10, 30, 30, 30, 10, 10), OPTIONS).marks
    expect(worse).toMatchObject({
      finding: 'worse',
      from: 3,
      seenAt: 3,
      words: expect.stringMatching(/^worse by /),
    })
    expect(better).toMatchObject({ finding: 'better', from: 6, seenAt: 6 })
    expect(marksOf(runs(10, 10, 10, 30, 30, 30, 10, 10))).toHaveLength(2)
  })

  it('what creeps is seen by the first and the newest few, though no step of it is', () => {
    const creeping = runs(10, 10.8, 11.7, 12.6, 13.6, 14.7, 15.9, 17.1, 18.5, 20, 21.6, 23.3)
    const [first] = marksOf(creeping)
    expect(first).toMatchObject(['worse', expect.any(Number), expect.any(Number)])
    expect(Number(first?.[2])).toBeGreaterThan(Number(first?.[1]))
  })

  it('what has one value a run takes several, and is marked from the first of them on', () => {
    const recovery = objective({ kind: 'interruption' }, { op: 'below', value: 5000 })
    const key = 'longest interruption below 5 s@calm'
    const made = (k: number, lengthMs: number): MadeRun => {
      const outage = (dueMs: number) => dueMs >= 9000 && dueMs < 9000 + lengthMs
      const probes = Array.from({ length: 1850 }, (_, i) => ({ dueMs: i * 20, ok: !outage(i * 20) }))
      return { seed: k, more: { expect: [p95Below150, uptimeThreeNines, recovery], probes } }
    }
    const short = Array.from({ length: 5 }, (_, k) => madeRun(made(k, 300 + 20 * k)))
    const long = Array.from({ length: 5 }, (_, k) => madeRun(made(10 + k, 2000 + 20 * k)))
    expect(marksOf([...short, ...long.slice(0, 4)], key)).toEqual([])
    expect(marksOf([...short, ...long], key)).toEqual([['worse', 5, 9]])
  })

  it('runs that were stopped and values that are not to be trusted are passed over', () => {
    const stopped = madeRun({ seed: 9, medianMs: 60, more: { run: 'interrupted' } })
    const all = [...runs(10, 10, 10), stopped, madeRun({ seed: 5 })]
    const trend = trendOf(P95, all, OPTIONS)
    expect(trend.marks).toEqual([])
    expect(trend.values[3]).toBeNull()
    expect(() => trendOf('p50 below 1 ms@calm', all, OPTIONS)).toThrow('no run has')
  })
})
