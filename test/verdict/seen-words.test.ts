import { expect, test } from 'vitest'
import type { Indication } from '../../src/measure/measurements.ts'
import { seenWords } from '../../src/verdict/seen-words.ts'
import { objective } from '../measure/steadily.ts'
import { indication, p95, uptime } from './build-measurements.ts'

const words = (seen: Indication): string => seenWords({ ...seen, observed: seen.observed ?? 0 }, null)
const limit = { op: 'below', value: 1 } as const

test('requests and checks are counted', () => {
  expect(words(uptime(2, 6212))).toBe('99.967 % of 6,212 requests succeeded (2 failed)')
  expect(
    words(indication(objective({ kind: 'errors' }, limit), { observed: 0.25, samples: 8, bad: 2 })),
  ).toBe('25 % of 8 requests failed (2)')
  expect(
    words(indication(objective({ kind: 'check', name: 'ok' }, limit), { observed: 1, samples: 8 })),
  ).toBe('100 % of 8 checks "ok" passed')
})

test('times are said, endless ones too', () => {
  expect(words(p95(83, 6212))).toBe('p95 was 83 ms over 6,212 requests')
  expect(words(p95(Number.POSITIVE_INFINITY, 5))).toContain('endless')
  const recovery = objective({ kind: 'recovery' }, limit)
  expect(words(indication(recovery, { observed: Number.POSITIVE_INFINITY }))).toBe('It did not recover')
  const interruption = objective({ kind: 'interruption' }, limit)
  expect(words(indication(interruption, { observed: 0 }))).toBe('The prober saw no interruption')
  expect(words(indication(objective({ kind: 'uptime', by: 'time' }, limit), { observed: 0.5 }))).toBe(
    'Users were served for 50 % of the time',
  )
})

test.each([
  ['failures', 0, 'None of 10,000 requests failed'],
  ['failures', 3, '3 of 10,000 requests failed'],
  ['detection', 0, 'It was stopped before any instance served it'],
  ['detection', 2100, 'It was detected after 2.1 s'],
  ['detection', Number.POSITIVE_INFINITY, 'It was never detected'],
  ['rollback-time', 0, 'There was nothing to roll back'],
  ['rollback-time', 6400, 'The rollback took 6.4 s'],
  ['rollback-time', Number.POSITIVE_INFINITY, 'The rollback never settled'],
  ['deploy-time', 12_000, 'The deploy took 12 s'],
  ['ready-instances', 1, 'At the worst moment 1 instance was ready'],
  ['ready-instances', 0, 'At the worst moment 0 instances were ready'],
  ['false-ready', 0, 'No instance that could not serve said that it was ready'],
  ['false-ready', 2200, 'An instance that could not serve said for 2.2 s that it was ready'],
  ['unhealthy', 0, 'Every instance that lived said so'],
  ['unhealthy', 2200, 'An instance lived and for 2.2 s did not say so'],
  ['boot-time', 2300, 'The slowest instance was ready 2.3 s after its start'],
  ['boot-time', Number.POSITIVE_INFINITY, 'An instance was started and never ready'],
  ['deaths', 0, 'No process ended unasked'],
  ['deaths', 2, '2 processes ended unasked'],
] as const)('%s of %s: %s', (kind, observed, said) => {
  expect(words(indication(objective({ kind }, limit), { observed }))).toBe(said)
})

test('the time to fail is that of those that failed', () => {
  const fast = objective({ kind: 'failure-latency', percentile: 99 }, limit)
  expect(words(indication(fast, { observed: 1200, samples: 12 }))).toBe(
    'p99 time to fail was 1.2 s over 12 that failed',
  )
})

test('one is not many', () => {
  expect(words(uptime(1, 1))).toBe('0 % of 1 request succeeded (1 failed)')
  expect(words(p95(83, 1))).toBe('p95 was 83 ms over 1 request')
  const errors = objective({ kind: 'errors' }, limit)
  expect(words(indication(errors, { observed: 1, samples: 1, bad: 1 }))).toBe('100 % of 1 request failed (1)')
  const check = objective({ kind: 'check', name: 'ok' }, limit)
  expect(words(indication(check, { observed: 1, samples: 1 }))).toBe('100 % of 1 check "ok" passed')
  const failures = objective({ kind: 'failures' }, limit)
  expect(words(indication(failures, { observed: 0, samples: 1 }))).toBe('None of 1 request failed')
  const lost = objective({ kind: 'writes', wrong: 'lost' }, limit)
  expect(words(indication(lost, { observed: 0, samples: 1 }))).toBe('None of 1 acknowledged write was lost')
})
