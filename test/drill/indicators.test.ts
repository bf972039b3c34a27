import { expect, test } from 'vitest'
import type { Stat } from '../../src/drill/indicators.ts'
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
  p50,
  p95,
  p99,
  ratio,
  readyInstances,
  recovery,
  rollbackTime,
  unhealthy,
  uptime,
  value,
} from '../../src/drill/indicators.ts'
import { refusal } from './refusal.ts'

test('each indicator is the data that its name says', () => {
  const made = [
    p(99.9).below('1s'),
    p50().below('1s'),
    p95({ route: 'GET /products' }).below('1s'),
    p99().below('1s'),
    uptime().atLeast('99%'),
    uptime({ by: 'time' }).atLeast('99%'),
    uptime({ scenario: 'shop' }).atLeast('99%'),
    errors({ operation: 'order' }).below('1%'),
    interruption().below('1s'),
    recovery().within('1s'),
    ratio({ check: 'order accepted', group: 'buy' }).atLeast('99%'),
    metric('orders', 'p(95)', { scenario: 'shop' }).below(3),
    custom('slow-start', 2, { by: 3 }).below(1),
    failures({ method: 'POST' }).atMost(0),
    failureTime(99, { scenario: 'shop' }).below('2s'),
    detection().within('15s'),
    rollbackTime().below('2m'),
    deployTime().below('2m'),
    readyInstances().atLeast(1),
    falseReady().atMost('500ms'),
    unhealthy().atMost('500ms'),
    bootTime().below('10s'),
    deaths().atMost(0),
  ]
  expect(made.map(({ objective: { indicator, filter } }) => [indicator, filter])).toEqual([
    [{ kind: 'latency', percentile: 99.9 }, {}],
    [{ kind: 'latency', percentile: 50 }, {}],
    [{ kind: 'latency', percentile: 95 }, { route: 'GET /products' }],
    [{ kind: 'latency', percentile: 99 }, {}],
    [{ kind: 'uptime', by: 'requests' }, {}],
    [{ kind: 'uptime', by: 'time' }, {}],
    [{ kind: 'uptime', by: 'requests' }, { scenario: 'shop' }],
    [{ kind: 'errors' }, { operation: 'order' }],
    [{ kind: 'interruption' }, {}],
    [{ kind: 'recovery' }, {}],
    [{ kind: 'check', name: 'order accepted' }, { group: 'buy' }],
    [{ kind: 'metric', name: 'orders', stat: 'p(95)' }, { scenario: 'shop' }],
    [{ kind: 'custom', name: 'slow-start', version: 2, args: { by: 3 } }, {}],
    [{ kind: 'failures' }, { method: 'POST' }],
    [{ kind: 'failure-latency', percentile: 99 }, { scenario: 'shop' }],
    [{ kind: 'detection' }, {}],
    [{ kind: 'rollback-time' }, {}],
    [{ kind: 'deploy-time' }, {}],
    [{ kind: 'ready-instances' }, {}],
    [{ kind: 'false-ready' }, {}],
    [{ kind: 'unhealthy' }, {}],
    [{ kind: 'boot-time' }, {}],
    [{ kind: 'deaths' }, {}],
  ])
})

test('without a statistic, the worst value of a probe is judged: which one that is depends on the bound', () => {
  const stats = [value('q').below(1), value('q').atMost(1), value('q').above(1), value('q').atLeast(1)]
  expect(stats.map(({ objective }) => objective.indicator)).toMatchObject(
    ['max', 'max', 'min', 'min'].map((stat) => ({ kind: 'probe', name: 'q', stat })),
  )
  expect(value('q').notWorseThan('baseline', '5%').objective.indicator).toMatchObject({ stat: 'avg' })
  expect(value('q', 'med').below(1).objective.indicator).toMatchObject({ stat: 'med' })
})

test('a percentile outside of (0, 100) is refused', () => {
  for (const percentile of [0, 100, -5, 101, Number.NaN]) {
    const { code, message, hint } = refusal(() => p(percentile))
    expect(code).toBe('drill-invalid')
    expect(message).toMatch(
      new RegExp(`indicators\\.test\\.ts:\\d+: p\\(${percentile}\\) is not a percentile`),
    )
    expect(hint).toContain('p(95)')
    expect(refusal(() => failureTime(percentile)).message).toMatch(
      new RegExp(`indicators\\.test\\.ts:\\d+: failureTime\\(${percentile}\\) is not a percentile`),
    )
  }
})

test('a filter on the uptime by time is refused: the prober asks one route', () => {
  const { message, hint } = refusal(() => uptime({ by: 'time', route: 'GET /' }))
  expect(message).toMatch(/indicators\.test\.ts:\d+: uptime\({ by: 'time' }\) takes no filter/)
  expect(hint).toContain('by requests')
})

test('every statistic that is measured may be asked for', () => {
  for (const stat of ['avg', 'min', 'max', 'med', 'count', 'sum', 'rate', 'perSecond', 'p(99.9)'] as const) {
    expect(metric('m', stat).below(1).objective.indicator).toMatchObject({ stat })
  }
})

test('an unknown statistic is refused', () => {
  for (const stat of ['mean', 'p(100)', 'p95']) {
    expect(refusal(() => metric('m', stat as Stat))).toMatchObject({
      code: 'drill-invalid',
      message: expect.stringContaining(`"${stat}" is not a statistic`),
    })
    expect(refusal(() => value('q', stat as Stat)).message).toContain('is not a statistic')
  }
})
