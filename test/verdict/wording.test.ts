import { expect, test } from 'vitest'
import { formatCount, formatSeen, formatValue, limitWords } from '../../src/verdict/wording.ts'

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
