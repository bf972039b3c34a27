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
    const creeping = runs(...Array.from({ length: 18 }, (_, k) => 10 * 1.04 ** k))
    const [first] = marksOf(creeping)
    expect(first).toMatchObject(['worse', expect.any(Number), expect.any(Number)])
    expect(Number(first?.[2])).toBeGreaterThan(Number(first?.[1]))
  })

  it('what has one value a run takes several, and is marked from the first of them on', () => {
    const interruption = objective({ kind: 'interruption' }, { op: 'below', value: 5000 })
    const key = 'longest interruption below 5 s@calm'
    const made = (seed: number, lengthMs: number): MadeRun => {
      const isOut = (ms: number): boolean => ms >= 9000 && ms < 9000 + lengthMs
      const probes = Array.from({ length: 1850 }, (_, k) => ({ dueMs: k * 20, ok: !isOut(k * 20) }))
      // What the prober sees and users do not would not be trusted.
      const requests = Array.from({ length: 3700 }, (_, k) => ({
        startMs: k * 10,
        durationMs: 5,
        ok: !isOut(k * 10),
      }))
      return { seed, more: { expect: [p95Below150, uptimeThreeNines, interruption], probes, requests } }
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
