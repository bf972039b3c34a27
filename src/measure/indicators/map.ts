import type { Indicator } from '../../drill/objective.ts'
import { bootTime } from './boot-time.ts'
import { check } from './check.ts'
import { custom } from './custom.ts'
import { deaths } from './deaths.ts'
import { deployTime } from './deploy-time.ts'
import { detection } from './detection.ts'
import { errors } from './errors.ts'
import { failureLatency } from './failure-latency.ts'
import { failures } from './failures.ts'
import { falseReady } from './false-ready.ts'
import type { Ask, Measure, Value } from './indicator.ts'
import { interruption } from './interruption.ts'
import { jobs } from './jobs.ts'
import { latency } from './latency.ts'
import { metric } from './metric.ts'
import { probe } from './probe.ts'
import { readyInstances } from './ready-instances.ts'
import { recovery } from './recovery.ts'
import { rollbackTime } from './rollback-time.ts'
import { unhealthy } from './unhealthy.ts'
import { uptime } from './uptime.ts'
import { writes } from './writes.ts'

const indicators: { [K in Indicator['kind']]: Measure<K> } = {
  latency,
  uptime,
  errors,
  interruption,
  recovery,
  failures,
  'failure-latency': failureLatency,
  detection,
  'rollback-time': rollbackTime,
  'deploy-time': deployTime,
  'ready-instances': readyInstances,
  'false-ready': falseReady,
  unhealthy,
  'boot-time': bootTime,
  deaths,
  writes,
  jobs,
  check,
  metric,
  probe,
  custom,
}

export function measureIndicator(ask: Ask<Indicator['kind']>): Value {
  const measureKind = indicators[ask.indicator.kind] as Measure<Indicator['kind']>
  return measureKind(ask)
}
