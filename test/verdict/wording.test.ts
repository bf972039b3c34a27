import { expect, test } from 'vitest'
import { counted, formatCount, formatSeen, formatValue, limitWords } from '../../src/verdict/wording.ts'

test('counts have thousands, endless is never', () => {
  expect([0, 999, 6212, 1_234_567, Number.POSITIVE_INFINITY].map(formatCount)).toEqual([
    '0',
    '999',
    '6,212',
    '1,234,567',
    'never',
  ])
  expect([formatValue(Infinity, 'ms'), formatValue(Infinity, 'number')]).toEqual(['never', 'never'])
  expect([formatValue(0.9997, 'ratio'), formatValue(1.23456789, 'number')]).toEqual(['99.97 %', '1.23457'])
})

test('limits', () => {
  expect(limitWords({ op: 'atMost', value: 1000 }, 'ms')).toBe('at most 1 s')
})

test('a value that differs from its limit never looks like it', () => {
  expect(formatSeen(150.4, 150, 'ms')).toBe('150.4 ms')
  expect(formatSeen(150, 150, 'ms')).toBe('150 ms')
  expect(formatSeen(0.104, 0.1, 'ratio')).toBe('10.4 %')
  expect(formatSeen(0.25, 0.1, 'ratio')).toBe('25 %')
  expect(formatSeen(5.00000001, 5, 'number')).toBe('5.00000001')
})

test('a limit is told as it was written', () => {
  expect(limitWords({ op: 'below', value: 0.029 }, 'ratio')).toBe('below 2.9 %')
  expect(limitWords({ op: 'atLeast', value: 0.971 }, 'ratio')).toBe('at least 97.1 %')
  expect(limitWords({ op: 'below', value: 1234 }, 'ms')).toBe('below 1.234 s')
  expect(limitWords({ op: 'below', value: 90_500 }, 'ms')).toBe('below 1 min 30.5 s')
  expect(limitWords({ op: 'atLeast', value: 0.9999995 }, 'ratio')).toBe('at least 99.99995 %')
})

test('rounding never moves a value over its limit, and both are told in one unit', () => {
  expect(formatSeen(0.0295, 0.029, 'ratio')).toBe('2.95 %')
  expect(formatSeen(0.9705, 0.971, 'ratio')).toBe('97.05 %')
  expect(formatSeen(1234.4, 1234, 'ms')).toBe('1.2344 s')
  expect(formatSeen(1232, 1234, 'ms')).toBe('1.232 s')
  expect(formatSeen(120_400, 120_000, 'ms')).toBe('2 min 0.4 s')
  expect(formatSeen(90_600, 90_500, 'ms')).toBe('1 min 30.6 s')
  expect(formatSeen(120_000.4, 120_000, 'ms')).toBe('2 min 0.0004 s')
})

test('a limit that was worked out is rounded, but not away from what was seen', () => {
  const limit = { op: 'atMost', value: 83.123456 * 1.25 } as const
  expect(limitWords(limit, 'ms')).toBe('at most 104 ms')
  expect(limitWords(limit, 'ms', 120)).toBe('at most 104 ms')
  expect(limitWords(limit, 'ms', 103.95)).toBe('at most 103.90432 ms')
})

test('one of a thing, and many', () => {
  expect([0, 1, 6212].map((count) => counted(count, 'request'))).toEqual([
    '0 requests',
    '1 request',
    '6,212 requests',
  ])
  expect(counted(1, 'was', 'were')).toBe('1 was')
})
