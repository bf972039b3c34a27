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
