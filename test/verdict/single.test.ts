import { expect, test } from 'vitest'
import { judgeSingle } from '../../src/verdict/single.ts'
import { objective } from '../measure/steadily.ts'
import { indication, question, window } from './build-measurements.ts'

const below1s = objective({ kind: 'interruption' }, { op: 'below', value: 1000 })
const byTime = objective({ kind: 'uptime', by: 'time' }, { op: 'atLeast', value: 0.99 })
const judge = (what: typeof below1s, observed: number, more = {}, about = {}) =>
  judgeSingle(question(indication(what, { observed, ...more }), about))

test('an interruption was watched as a whole: what is seen is proven', () => {
  expect(judge(below1s, 400)).toMatchObject({ verdict: 'pass', strength: 'proven' })
  expect(judge(below1s, 1000)).toMatchObject({ verdict: 'fail', strength: 'proven' })
  expect(judge(below1s, Number.POSITIVE_INFINITY).verdict).toBe('fail')
  const error = { confidence: { low: 900, high: 1020, method: 'one tick' } }
  expect(judge(below1s, 980, error)).toMatchObject({ verdict: 'pass', strength: 'observed' })
  expect(judge(below1s, 1005, error)).toMatchObject({ verdict: 'fail', strength: 'observed' })
})

test('stalls of the prober count against both sides', () => {
  expect(judge(below1s, 400, {}, { probeStallMs: 500 }).verdict).toBe('pass')
  expect(judge(below1s, 400, {}, { probeStallMs: 700 }).reason).toBe('instrument-unhealthy')
  expect(judge(below1s, 1100, {}, { probeStallMs: 200 }).reason).toBe('instrument-unhealthy')
  expect(judge(below1s, 1100, {}, { probeStallMs: 50 }).verdict).toBe('fail')
  expect(judge(byTime, 0.995, {}, { probeStallMs: 600 }).reason).toBe('instrument-unhealthy')
})

test('a window shorter than the bound cannot show a breach', () => {
  expect(judge(below1s, 0, {}, { window: window('lost', 0, 900) }).reason).toBe('too-few-samples')
  expect(judge(byTime, 1, { samples: 99 }).reason).toBe('too-few-samples')
  expect(judge(byTime, 1, { samples: 100 }).verdict).toBe('pass')
})

test('a metric has no bound of its own, and so is only observed', () => {
  const metric = objective({ kind: 'metric', name: 'm', stat: 'avg' }, { op: 'above', value: 5 })
  expect(judge(metric, 6)).toMatchObject({ verdict: 'pass', strength: 'observed' })
  expect(judge(metric, 6, { confidence: { low: 5.5, high: 7, method: 'm' } }).strength).toBe('proven')
  expect(judge(metric, 5)).toMatchObject({ verdict: 'fail', strength: 'observed' })
})

test('what was not seen, and an instrument that ended early, pass nothing', () => {
  const recovery = objective({ kind: 'recovery' }, { op: 'below', value: 30_000 })
  expect(judge(recovery, 1000, { uncertain: { bad: 4, total: 4 } }).reason).toBe('instrument-unhealthy')
  expect(judge(recovery, 1000, { uncertain: { bad: 0, total: 4 } }).verdict).toBe('pass')
  expect(judge(recovery, 1000, {}, { instrumentCrashed: true }).reason).toBe('instrument-unhealthy')
  const known = { uncertain: { bad: 4, total: 4 }, confidence: { low: 900, high: 1100, method: 'm' } }
  expect(judge(recovery, 1000, known).verdict).toBe('pass')
})

test('instances and releases were watched as a whole', () => {
  const dead = objective({ kind: 'deaths' }, { op: 'atMost', value: 0 })
  expect(judge(dead, 0)).toMatchObject({ verdict: 'pass', strength: 'proven' })
  expect(judge(dead, 1).verdict).toBe('fail')
  const none = objective({ kind: 'failures' }, { op: 'atMost', value: 0 })
  expect(judge(none, 0)).toMatchObject({ verdict: 'pass', strength: 'proven' })
  expect(judge(none, 1)).toMatchObject({ verdict: 'fail', strength: 'proven' })
})

test('that there were never fewer is more than looks can prove', () => {
  const ready = objective({ kind: 'ready-instances' }, { op: 'atLeast', value: 1 })
  const looks = (high: number) => ({ confidence: { low: 0, high, method: 'five looks a second' } })
  expect(judge(ready, 1, looks(1))).toMatchObject({ verdict: 'pass', strength: 'observed' })
  expect(judge(ready, 1, looks(1)).needed).toMatch(/^fewest ready instances at least 1 is not proven: /)
  expect(judge(ready, 0, looks(0)).verdict).toBe('fail')
})

test('a gap in the watch hides a breach, and takes none back', () => {
  const gap = (low: number, high: number) => ({
    uncertain: { bad: 1, total: 1 },
    confidence: { low, high, method: 'a watch with gaps' },
  })
  const ready = objective({ kind: 'ready-instances' }, { op: 'atLeast', value: 1 })
  expect(judge(ready, 2, gap(0, 2)).reason).toBe('instrument-unhealthy')
  expect(judge(ready, 0, gap(0, 0)).verdict).toBe('fail')
  const lying = objective({ kind: 'false-ready' }, { op: 'atMost', value: 500 })
  expect(judge(lying, 0, gap(0, Number.POSITIVE_INFINITY)).reason).toBe('instrument-unhealthy')
  expect(judge(lying, 800, gap(800, Number.POSITIVE_INFINITY)).verdict).toBe('fail')
})

test('requests that the generator did not make may have failed', () => {
  const none = objective({ kind: 'failures' }, { op: 'atMost', value: 2 })
  const unmade = (count: number) => ({
    uncertain: { bad: count, total: count },
    confidence: { low: 1, high: 1 + count, method: 'counted as failed' },
  })
  expect(judge(none, 1, unmade(1)).verdict).toBe('pass')
  expect(judge(none, 1, unmade(2)).reason).toBe('instrument-unhealthy')
})
