import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeRatio } from '../../src/verdict/ratio.ts'
import { objective } from '../measure/steadily.ts'
import { indication, question, uptime } from './build-measurements.ts'

const judge = (bad: number, samples: number, more = {}) =>
  judgeRatio(question(uptime(bad, samples, more)), bad)

test('from too few over observed to proven', () => {
  expect(judge(0, 999)).toMatchObject({ verdict: 'inconclusive', reason: 'too-few-samples' })
  expect(judge(0, 1000)).toMatchObject({ verdict: 'pass', strength: 'observed' })
  expect(judge(2, 6212).needed).toBe('99.9 % is not proven below 6,294 samples with 2 bad.')
  expect(judge(0, 2995)).toMatchObject({ verdict: 'pass', strength: 'proven', needed: null })
  expect(judge(7, 6212)).toMatchObject({ verdict: 'fail', strength: 'observed' })
  expect(judge(40, 6212)).toMatchObject({ verdict: 'fail', strength: 'proven' })
})

test('exactly at the bound is no breach', () => {
  expect(judge(1, 1000).verdict).toBe('pass')
  expect(judge(2, 1999).verdict).toBe('fail')
})

test('too few samples fail only on a breach that chance does not explain', () => {
  expect(judge(200, 200)).toMatchObject({ verdict: 'fail', strength: 'proven' })
  expect(judge(1, 500)).toMatchObject({ verdict: 'inconclusive', reason: 'too-few-samples' })
})

test('requests that were not seen matter only when they could turn the verdict round', () => {
  expect(judge(0, 5000, { uncertain: { bad: 3, total: 3 } }).verdict).toBe('pass')
  expect(judge(0, 5000, { uncertain: { bad: 6, total: 6 } }).reason).toBe('instrument-unhealthy')
  expect(judge(40, 5000, { uncertain: { bad: 6, total: 6 } }).verdict).toBe('fail')
  expect(judge(6, 5000, { uncertain: { bad: 0, total: 1500 } }).reason).toBe('instrument-unhealthy')
})

test('a load generator that ended early passes nothing, and a breach stays one', () => {
  const crashed = { instrumentCrashed: true }
  expect(judgeRatio(question(uptime(0, 5000), crashed), 0).reason).toBe('instrument-unhealthy')
  expect(judgeRatio(question(uptime(50, 5000), crashed), 50).verdict).toBe('fail')
})

test('failures in bursts need the wider bound', () => {
  const burst = { confidence: { low: 0.998, high: 1, method: 'Clopper–Pearson over 900 effective samples' } }
  expect(judge(2, 8000, burst)).toMatchObject({ verdict: 'pass', strength: 'observed' })
  const exact = { confidence: { low: 0.9991, high: 1, method: 'Clopper–Pearson' } }
  expect(judge(2, 8000, exact).strength).toBe('proven')
})

test('errors are judged as a share of the bad, in both directions', () => {
  const below = objective({ kind: 'errors' }, { op: 'below', value: 0.1 })
  const above = objective({ kind: 'errors' }, { op: 'above', value: 0.02 })
  const of = (what: typeof below, bad: number) =>
    judgeRatio(question(indication(what, { observed: bad / 1000, samples: 1000, bad })), bad)
  expect([of(below, 99).verdict, of(below, 100).verdict, of(below, 50).strength]).toEqual([
    'pass',
    'fail',
    'proven',
  ])
  expect([of(above, 20).verdict, of(above, 21).verdict, of(above, 60).strength]).toEqual([
    'fail',
    'pass',
    'proven',
  ])
})

test('a bound of 100 % is never proven, and one failure breaks it', () => {
  const all = objective({ kind: 'check', name: 'ok' }, { op: 'atLeast', value: 1 })
  const of = (bad: number, samples: number) =>
    judgeRatio(question(indication(all, { observed: 1 - bad / samples, samples, bad })), bad)
  expect(of(0, 100_000)).toMatchObject({ verdict: 'pass', strength: 'observed' })
  expect(of(1, 100_000).verdict).toBe('fail')
  expect(of(0, 10).reason).toBe('too-few-samples')
})

const counts = fc.record({
  samples: fc.integer({ min: 1, max: 9000 }),
  bad: fc.nat(30),
  more: fc.nat(30),
  unseen: fc.nat(20),
})

test('adding failures never turns a fail into a pass', () => {
  fc.assert(
    fc.property(counts, ({ samples, bad, more, unseen }) => {
      const uncertain = { bad: unseen, total: unseen }
      const seen = Math.min(bad, samples)
      fc.pre(judge(seen, samples, { uncertain }).verdict === 'fail')
      expect(judge(seen + more, samples + more, { uncertain }).verdict).toBe('fail')
    }),
  )
})

test('taking good samples away never makes a pass, nor a proof', () => {
  fc.assert(
    fc.property(counts, ({ samples, bad, more }) => {
      const whole = judge(bad, bad + samples + more)
      const less = judge(bad, bad + samples)
      if (whole.verdict !== 'pass') expect(less.verdict).not.toBe('pass')
      if (whole.strength !== 'proven' && less.verdict === 'pass') expect(less.strength).not.toBe('proven')
    }),
  )
})
