import { expect, test } from 'vitest'
import { unitOf } from '../../src/drill/objective.ts'

test('every indicator has its unit', () => {
  expect([
    unitOf({ kind: 'latency', percentile: 95 }),
    unitOf({ kind: 'interruption' }),
    unitOf({ kind: 'recovery' }),
    unitOf({ kind: 'uptime', by: 'time' }),
    unitOf({ kind: 'errors' }),
    unitOf({ kind: 'check', name: 'c' }),
    unitOf({ kind: 'metric', name: 'm', stat: 'avg' }),
    unitOf({ kind: 'probe', name: 'q', stat: 'max' }),
    unitOf({ kind: 'custom', name: 'x', version: 1, args: {} }),
  ]).toEqual(['ms', 'ms', 'ms', 'ratio', 'ratio', 'ratio', 'number', 'number', 'number'])
})
