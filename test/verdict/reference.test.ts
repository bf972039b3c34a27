import { describe, expect, test } from 'vitest'
import type { Bound, Indicator } from '../../src/drill/objective.ts'
import type { Indication, Reference } from '../../src/measure/measurements.ts'
import { judgeIndication } from '../../src/verdict/clause.ts'
import { referenceAt, unfitReference } from '../../src/verdict/reference.ts'
import { objective } from '../measure/steadily.ts'
import { indication, measured } from './build-measurements.ts'

const { instruments } = measured()
const options = { window: null, instruments, requestTimeoutMs: 2000, strict: false }
const P95: Indicator = { kind: 'latency', percentile: 95 }
const UPTIME: Indicator = { kind: 'uptime', by: 'requests' }
const bound: Bound = { op: 'notWorseThan', window: 'base', tolerance: 0.25 }
const bounds = (low: number, high: number) => ({ low, high, method: 'order statistics' })

function judge(indicator: Indicator, of: Partial<Indication>, reference: Reference, strict = false) {
  return judgeIndication(indication(objective(indicator, bound), { ...of, reference }), {
    ...options,
    strict,
  })
}

describe('what nothing can be compared with', () => {
  const fast: Partial<Indication> = { observed: 10, samples: 4000, confidence: bounds(9, 11) }

  test('a few requests of which one was slow', () => {
    expect(judge(P95, fast, { observed: 900, samples: 3, confidence: null })).toMatchObject({
      verdict: 'inconclusive',
      reason: 'too-few-samples',
      message: 'p95 in base rests on 3 samples: nothing can be compared with fewer than 59.',
      needed: 'At least 59 samples in base.',
    })
    expect(judge(P95, fast, { observed: 900, samples: 59, confidence: bounds(800, 1000) }).verdict).toBe(
      'pass',
    )
  })

  test('a percentile without an end', () => {
    const reference = { observed: Number.POSITIVE_INFINITY, samples: 4000, confidence: null }
    expect(judge(P95, fast, reference)).toMatchObject({ verdict: 'inconclusive', reason: 'too-few-samples' })
  })

  test('a few requests of which most failed', () => {
    const up = { observed: 0.5, samples: 4000, bad: 2000, confidence: bounds(0.48, 0.52) }
    expect(judge(UPTIME, up, { observed: 0.3, samples: 10, confidence: null }).verdict).toBe('inconclusive')
  })

  test('of another bound nothing is said, nor of a counter', () => {
    const alone = objective(P95, { op: 'below', value: 150 })
    expect(unfitReference(alone, { observed: 1, samples: 1, confidence: null })).toBeNull()
    const counted = objective({ kind: 'failures' }, bound)
    expect(unfitReference(counted, { observed: 1, samples: 1, confidence: null })).toBeNull()
  })
})

describe('a comparison is proven', () => {
  const reference: Reference = { observed: 100, samples: 4000, confidence: bounds(80, 120) }
  const at = (observed: number) => ({
    observed,
    samples: 4000,
    confidence: bounds(observed - 1, observed + 1),
  })

  test('where it holds whatever the reference really was', () => {
    expect(judge(P95, at(95), reference)).toMatchObject({ verdict: 'pass', strength: 'proven' })
    expect(judge(P95, at(110), reference)).toMatchObject({
      verdict: 'pass',
      strength: 'observed',
      needed: expect.stringContaining('what base may really have been'),
    })
    expect(judge(P95, at(110), reference, true)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'not-proven',
    })
  })

  test('and a breach as well', () => {
    expect(judge(P95, at(140), reference)).toMatchObject({ verdict: 'fail', strength: 'observed' })
    expect(judge(P95, at(160), reference)).toMatchObject({ verdict: 'fail', strength: 'proven' })
  })

  test('not where no bound of the reference is known', () => {
    expect(judge(P95, at(10), { ...reference, confidence: null })).toMatchObject({
      verdict: 'pass',
      strength: 'observed',
    })
  })
})

test('what was not seen of the reference may have been fast, or never answered', () => {
  const known = { observed: 100, samples: 4000, confidence: bounds(80, 120) }
  const reference: Reference = {
    ...known,
    turned: { best: 50, bestParts: [], worst: 300 },
  }
  expect(referenceAt('strict', { op: 'atMost', value: 1 }, reference)).toBe(50)
  expect(referenceAt('lax', { op: 'atMost', value: 1 }, reference)).toBe(300)
  expect(referenceAt('strict', { op: 'atLeast', value: 1 }, reference)).toBe(300)
  expect(referenceAt('lax', { op: 'atLeast', value: 1 }, known)).toBe(80)
})
