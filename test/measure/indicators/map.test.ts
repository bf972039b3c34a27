import { expect, it } from 'vitest'
import type { Indicator } from '../../../src/drill/objective.ts'
import { measureIndicator } from '../../../src/measure/indicators/map.ts'
import { contextOf } from '../find.ts'

const kinds: Indicator[] = [
  { kind: 'latency', percentile: 95 },
  { kind: 'uptime', by: 'requests' },
  { kind: 'errors' },
  { kind: 'interruption' },
  { kind: 'recovery' },
  { kind: 'failures' },
  { kind: 'failure-latency', percentile: 95 },
  { kind: 'detection' },
  { kind: 'rollback-time' },
  { kind: 'deploy-time' },
  { kind: 'ready-instances' },
  { kind: 'false-ready' },
  { kind: 'unhealthy' },
  { kind: 'boot-time' },
  { kind: 'deaths' },
  { kind: 'check', name: 'a' },
  { kind: 'metric', name: 'a', stat: 'avg' },
  { kind: 'probe', name: 'a', stat: 'avg' },
  { kind: 'custom', name: 'a', version: 1, args: {} },
]

it.each(kinds)('knows $kind, and has no value of nothing', (indicator) => {
  const context = contextOf({ phases: [{ name: 'lost', durationMs: 1000 }] })
  const span = context.spans[0]!
  const value = measureIndicator({ indicator, filter: {}, limitMs: 1, span, context, customs: {} })
  expect([value.observed, value.samples]).toEqual([null, 0])
})
