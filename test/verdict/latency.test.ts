import { expect, test } from 'vitest'
import type { Indication } from '../../src/measure/measurements.ts'
import { judgeLatency } from '../../src/verdict/latency.ts'
import { objective } from '../measure/steadily.ts'
import { indication, p95, question } from './build-measurements.ts'

const bound = (low: number, high: number) => ({ confidence: { low, high, method: 'order statistics' } })
const judge = (observed: number, samples: number, more = {}) =>
  judgeLatency(question(p95(observed, samples, more)), 95)

test('from too few over observed to proven', () => {
  expect(judge(20, 58)).toMatchObject({ verdict: 'inconclusive', reason: 'too-few-samples' })
  expect(judge(20, 59, bound(10, 200))).toMatchObject({ verdict: 'pass', strength: 'observed' })
  expect(judge(20, 59)).toMatchObject({ verdict: 'pass', strength: 'observed' })
  expect(judge(20, 1000, bound(10, 30))).toMatchObject({ verdict: 'pass', strength: 'proven', needed: null })
  expect(judge(150, 1000, bound(140, 160))).toMatchObject({ verdict: 'fail', strength: 'observed' })
  expect(judge(Number.POSITIVE_INFINITY, 1000, bound(900, Number.POSITIVE_INFINITY))).toMatchObject({
    verdict: 'fail',
    strength: 'proven',
  })
})

test('too few samples fail only when the good end of the bound is in breach', () => {
  expect(judge(900, 40, bound(800, 1000)).verdict).toBe('fail')
  expect(judge(900, 40, bound(100, 1000)).reason).toBe('too-few-samples')
})

test('the worst 10 s fail the clause, unless they are too few to decide', () => {
  const worst = (samples: number) => ({
    ...bound(10, 30),
    worst: [{ what: 'the worst 10 s', observed: 600, low: 500, samples }],
  })
  const outcome = judge(20, 6000, worst(2000))
  expect(outcome.verdict).toBe('fail')
  // What keeps the bound on the whole is not what is told first.
  expect(outcome.message).toBe(
    'p95 was 600 ms over 2,000 requests of the worst 10 s; below 150 ms is required; 20 ms over all 6,000.',
  )
  expect(judge(20, 6000, worst(58)).verdict).toBe('pass')
  const fine = { worst: [{ what: 'worst 10 s', observed: 149, low: 140, samples: 2000 }] }
  expect(judge(20, 6000, fine).verdict).toBe('pass')
  // What chance may have done in the worst of many stretches.
  const chance = { worst: [{ what: 'worst 10 s', observed: 600, low: 140, samples: 2000 }] }
  expect(judge(20, 6000, { ...bound(10, 30), ...chance })).toMatchObject({
    verdict: 'pass',
    strength: 'observed',
    message: 'Seen; worst 10 s: 600 ms of 2,000, which chance may have made.',
  })
  expect(judge(20, 6000, { ...bound(10, 30), ...fine }).strength).toBe('proven')
})

test('requests that were not seen matter only when they could turn the verdict round', () => {
  const turned = (best: number, worst: number, bestParts: Indication['worst'] = []) => ({
    uncertain: { bad: 5, total: 5 },
    turned: { best, worst, bestParts },
  })
  expect(judge(20, 1000, { ...bound(10, 30), ...turned(20, 149) }).verdict).toBe('pass')
  expect(judge(20, 1000, { ...bound(10, 30), ...turned(20, 150) }).reason).toBe('instrument-unhealthy')
  expect(judge(155, 1000, { ...bound(140, 160), ...turned(149, 160) }).reason).toBe('instrument-unhealthy')
  expect(judge(155, 1000, { ...bound(140, 160), ...turned(151, 160) }).verdict).toBe('fail')
  const worst = [{ what: 'worst 10 s', observed: 600, low: 500, samples: 2000 }]
  expect(judge(20, 6000, { worst, ...turned(20, 700) }).reason).toBe('instrument-unhealthy')
  const sure = judge(20, 6000, {
    worst,
    ...turned(20, 700, [{ what: 'worst 10 s', observed: 300, low: 200, samples: 2000 }]),
  })
  expect(sure).toMatchObject({
    verdict: 'fail',
    message: expect.stringContaining('p95 was 300 ms over 2,000 requests of worst 10 s;'),
  })
})

test('a load generator that ended early passes nothing', () => {
  const seen = p95(20, 1000, bound(10, 30))
  expect(judgeLatency(question(seen, { instrumentCrashed: true }), 95).reason).toBe('instrument-unhealthy')
})

test('an objective from below takes the low end of the bound', () => {
  const slow = objective({ kind: 'latency', percentile: 95 }, { op: 'above', value: 100 })
  const of = (low: number) =>
    judgeLatency(question(indication(slow, { observed: 200, samples: 1000, ...bound(low, 300) })), 95)
  expect([of(150).strength, of(50).strength]).toEqual(['proven', 'observed'])
})

test('no number beside a limit is rounded onto it', () => {
  const worst = [{ what: 'worst 10 s', observed: 150.4, low: 150.2, samples: 2000 }]
  expect(judge(20, 6000, { ...bound(10, 30), worst }).message).toContain('p95 was 150.4 ms over 2,000')
  expect(judge(20, 1000, bound(10, 150.3)).needed).toMatch(/the 95 % bound is 150\.3 ms;/)
})

test('what is not proven is named, as a summary ends with it', () => {
  expect(judge(20, 1000, bound(10, 256)).needed).toBe(
    'p95 below 150 ms is not proven: the 95 % bound is 256 ms; more requests narrow it.',
  )
  expect(judge(20, 1000, bound(10, Number.POSITIVE_INFINITY)).needed).toMatch(
    /^p95 below 150 ms is not proven: /,
  )
})
