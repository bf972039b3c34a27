import { expect, test } from 'vitest'
import { holds, isCeiling, limitOf } from '../../src/verdict/limit.ts'

test('below and above are strict, at most and at least are not', () => {
  const at = (op: 'below' | 'atMost' | 'above' | 'atLeast') =>
    [149, 150, 151].map((v) => holds({ op, value: 150 }, v))
  expect(at('below')).toEqual([true, false, false])
  expect(at('atMost')).toEqual([true, true, false])
  expect(at('above')).toEqual([false, false, true])
  expect(at('atLeast')).toEqual([false, true, true])
})

test('binary rounding is no breach, and what is endless is', () => {
  expect(holds({ op: 'atLeast', value: 0.3 }, 0.1 + 0.2 - 1e-16)).toBe(true)
  expect(holds({ op: 'below', value: 0.3 }, 0.1 + 0.2)).toBe(false)
  expect(holds({ op: 'atMost', value: 150 }, Number.POSITIVE_INFINITY)).toBe(false)
})

test('not worse than: higher latency is worse, lower uptime is worse', () => {
  const bound = { op: 'notWorseThan', window: 'baseline', tolerance: 0.25 } as const
  expect(limitOf(bound, { kind: 'latency', percentile: 95 }, 40)).toEqual({ op: 'atMost', value: 50 })
  expect(limitOf(bound, { kind: 'uptime', by: 'requests' }, 1)).toEqual({ op: 'atLeast', value: 0.75 })
  expect(limitOf(bound, { kind: 'errors' }, null)).toEqual({ op: 'atMost', value: null })
})

test('a plain bound is its own limit', () => {
  expect(limitOf({ op: 'above', value: 3 }, { kind: 'recovery' }, null)).toEqual({ op: 'above', value: 3 })
  expect([isCeiling({ op: 'below', value: 1 }), isCeiling({ op: 'atLeast', value: 1 })]).toEqual([
    true,
    false,
  ])
})
