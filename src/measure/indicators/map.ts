import type { Indicator } from '../../drill/objective.ts'
import { check } from './check.ts'
import { custom } from './custom.ts'
import { errors } from './errors.ts'
import type { Ask, Measure, Value } from './indicator.ts'
import { interruption } from './interruption.ts'
import { latency } from './latency.ts'
import { metric } from './metric.ts'
import { probe } from './probe.ts'
import { recovery } from './recovery.ts'
import { uptime } from './uptime.ts'

const indicators: { [K in Indicator['kind']]: Measure<K> } = {
  latency,
  uptime,
  errors,
  interruption,
  recovery,
  check,
  metric,
  probe,
  custom,
}

export function measureIndicator(ask: Ask<Indicator['kind']>): Value {
  const measureKind = indicators[ask.indicator.kind] as Measure<Indicator['kind']>
  return measureKind(ask)
}
