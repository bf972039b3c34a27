import { expect, test } from 'vitest'
import {
  clauseText,
  describeFilter,
  describeIndicator,
  describeObjective,
  describeValue,
} from '../../../src/drill/describe/objectives.ts'
import {
  bootTime,
  custom,
  deaths,
  deployTime,
  detection,
  errors,
  failures,
  failureTime,
  falseReady,
  interruption,
  metric,
  p,
  p95,
  ratio,
  readyInstances,
  recovery,
  rollbackTime,
  unhealthy,
  uptime,
  value,
} from '../../../src/drill/indicators.ts'

const told = [
  [p95().below('150ms'), 'p95 below 150 ms'],
  [p(99.9).atMost('1.5s'), 'p99.9 at most 1.5 s'],
  [p95({ route: 'GET /products' }).below('150ms'), 'p95 of GET /products below 150 ms'],
  [uptime().atLeast('99.9%'), 'uptime at least 99.9 %'],
  [uptime({ by: 'time' }).above('99.95%'), 'uptime by time above 99.95 %'],
  [errors().below('10%').over('run'), 'errors below 10 % over the whole run'],
  [interruption().below('1s'), 'longest interruption below 1 s'],
  [recovery().within('30s'), 'recovery at most 30 s'],
  [ratio({ check: 'order accepted' }).atLeast('99%'), 'check "order accepted" at least 99 %'],
  [metric('orders', 'p(95)').below(3.5), 'metric orders (p(95)) below 3.5'],
  [value('queue').below(10), 'probe queue (max) below 10'],
  [custom('slow-start', 2).below(1), 'slow-start v2 below 1'],
  [custom('slow-start', 2, { by: 3 }).below(1), 'slow-start v2 {"by":3} below 1'],
  [p95().notWorseThan('baseline', '25%'), 'p95 not worse than baseline by over 25 %'],
  [failures().atMost(0), 'failed requests at most 0'],
  [failureTime(99).below('2s'), 'p99 time to fail below 2 s'],
  [detection().within('15s'), 'detection at most 15 s'],
  [rollbackTime().below('2m'), 'rollback time below 2 min'],
  [deployTime().below('90s'), 'deploy time below 1 min 30 s'],
  [readyInstances().atLeast(1), 'fewest ready instances at least 1'],
  [falseReady().atMost('500ms'), 'longest false readiness at most 500 ms'],
  [unhealthy().atMost('500ms'), 'longest unhealthy time at most 500 ms'],
  [bootTime().below('10s'), 'boot time below 10 s'],
  [deaths().atMost(0), 'unexpected deaths at most 0'],
] as const

test.each(told)('%#: %s', (draft, text) => {
  expect(describeObjective(draft.objective)).toBe(text)
})

test('every indicator has a name of its own', () => {
  const kinds = told.map(([{ objective }]) => describeIndicator(objective.indicator))
  expect(new Set(kinds).size).toBe(told.length - 2) // p95 is there three times
})

test('a clause stands beside its window, so that the span is not said again', () => {
  expect(clauseText(errors().below('10%').over('run').objective)).toBe('errors below 10 %')
})

test('an indicator alone, and a value of it, are never rounded', () => {
  expect(describeIndicator({ kind: 'errors' }, { scenario: 'shop', method: 'POST' })).toBe(
    'errors of POST in scenario shop',
  )
  expect(describeValue(0.99905, { kind: 'uptime', by: 'requests' })).toBe('99.905 %')
  expect(describeValue(12_345, { kind: 'recovery' })).toBe('12.345 s')
  expect(describeValue(120_000, { kind: 'recovery' })).toBe('2 min')
  expect(describeValue(0.2, { kind: 'interruption' })).toBe('0.2 ms')
})

test('filters are said in the order of a sentence', () => {
  expect(describeFilter({})).toBe('')
  expect(describeFilter({ group: 'buy', scenario: 'shop', operation: 'read', method: 'GET' })).toBe(
    ' of read, GET in scenario shop in group buy',
  )
})
