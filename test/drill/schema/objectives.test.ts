import { expect, test } from 'vitest'
import { objective } from '../../../src/drill/schema/objectives.ts'

const bare = { filter: {}, bound: { op: 'below', value: 1 }, over: 'window', place: 'a.ts:1' }
const isRead = (indicator: object) => objective.safeParse({ ...bare, indicator }).success

test('indicators without fields, and none with fields that they do not have', () => {
  for (const kind of [
    ...['errors', 'interruption', 'recovery', 'failures', 'detection', 'rollback-time', 'deploy-time'],
    ...['ready-instances', 'false-ready', 'unhealthy', 'boot-time', 'deaths'],
  ]) {
    expect([kind, isRead({ kind })]).toEqual([kind, true])
    expect([kind, isRead({ kind, percentile: 95 })]).toEqual([kind, false])
  }
})

test('percentiles lie within (0, 100)', () => {
  for (const kind of ['latency', 'failure-latency']) {
    expect([95, 99.9, 0, 100].map((percentile) => isRead({ kind, percentile }))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(isRead({ kind })).toBe(false)
  }
})
