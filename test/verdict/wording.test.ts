import { expect, test } from 'vitest'
import {
  filterWords,
  formatCount,
  formatSeen,
  formatValue,
  indicatorName,
  limitWords,
  objectiveWords,
} from '../../src/verdict/wording.ts'
import { objective, p95Below150, uptimeThreeNines } from '../measure/steadily.ts'

test('objectives are said as a person would', () => {
  expect(objectiveWords(p95Below150)).toBe('p95 below 150 ms')
  expect(objectiveWords(uptimeThreeNines)).toBe('uptime at least 99.9 %')
  const filter = { route: 'GET /products', scenario: 'shop', group: 'buy' }
  const bound = { op: 'notWorseThan', window: 'baseline', tolerance: 0.25 } as const
  expect(objectiveWords(objective({ kind: 'latency', percentile: 99.9 }, bound, { filter }))).toBe(
    'p99.9 of GET /products in scenario shop in group buy not worse than baseline by over 25 %',
  )
})

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

test('every indicator has a name of its own', () => {
  const names = [
    indicatorName({ kind: 'latency', percentile: 95 }),
    indicatorName({ kind: 'uptime', by: 'time' }),
    indicatorName({ kind: 'uptime', by: 'requests' }),
    indicatorName({ kind: 'errors' }),
    indicatorName({ kind: 'interruption' }),
    indicatorName({ kind: 'recovery' }),
    indicatorName({ kind: 'check', name: 'a' }),
    indicatorName({ kind: 'metric', name: 'a', stat: 'avg' }),
    indicatorName({ kind: 'probe', name: 'a', stat: 'avg' }),
    indicatorName({ kind: 'custom', name: 'a', version: 2, args: {} }),
  ]
  expect(new Set(names).size).toBe(names.length)
})

test('limits and filters', () => {
  expect(limitWords({ op: 'atMost', value: 1000 }, 'ms')).toBe('at most 1 s')
  expect(filterWords({})).toBe('')
  expect(filterWords({ operation: 'read', method: 'GET' })).toBe(' of read, GET')
})

test('a value that differs from its limit never looks like it', () => {
  expect(formatSeen(150.4, 150, 'ms')).toBe('150.4 ms')
  expect(formatSeen(150, 150, 'ms')).toBe('150 ms')
  expect(formatSeen(0.104, 0.1, 'ratio')).toBe('10.4 %')
  expect(formatSeen(0.25, 0.1, 'ratio')).toBe('25 %')
  expect(formatSeen(5.00000001, 5, 'number')).toBe('5.00000001')
})
