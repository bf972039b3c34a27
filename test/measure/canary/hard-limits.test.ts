import { expect, test } from 'vitest'
import { brokenLimit } from '../../../src/measure/canary/hard-limits.ts'

const LIMITS = { hardErrors: 0.1, hardP95Ms: 1000, minRequests: 20 }
const requests = (good: number, failed: number, durationMs = 10) => [
  ...Array.from({ length: good }, () => ({ durationMs, ok: true })),
  ...Array.from({ length: failed }, () => ({ durationMs, ok: false })),
]

test('holds for what is well', () => {
  expect(brokenLimit(requests(100, 0), LIMITS)).toBeNull()
  expect(brokenLimit(requests(100, 4), LIMITS)).toBeNull()
})

test('is broken by failures', () => {
  expect(brokenLimit(requests(80, 20), LIMITS)).toBe(
    '20 of 100 requests failed: 20 %, above the hard limit of 10 %',
  )
})

test('is broken by what is slow, where failures are slower than anything', () => {
  expect(brokenLimit(requests(100, 0, 1200), LIMITS)).toBe(
    'p95 of 100 requests is 1.2 s, above the hard limit of 1 s',
  )
  expect(brokenLimit(requests(94, 6), LIMITS)).toContain('p95 of 100 requests is never')
  expect(brokenLimit(requests(95, 5), LIMITS)).toBeNull()
})

test('the limit itself is allowed', () => {
  expect(brokenLimit(requests(90, 10), { ...LIMITS, hardP95Ms: Number.POSITIVE_INFINITY })).toBeNull()
  expect(brokenLimit(requests(100, 0, 1000), LIMITS)).toBeNull()
})

test('shows nothing from too few requests', () => {
  expect(brokenLimit(requests(0, 19), LIMITS)).toBeNull()
  expect(brokenLimit(requests(0, 20), LIMITS)).not.toBeNull()
  expect(brokenLimit([], { ...LIMITS, minRequests: 0 })).toBeNull()
})
