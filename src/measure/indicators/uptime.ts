import { isBadProbe, slowProbeMs } from '../outage.ts'
import { outageWithinMs } from '../outages-in.ts'
import { errorShare } from './errors.ts'
import type { Ask, Measure, Value } from './indicator.ts'
import { noValue } from './indicator.ts'
import { probesIn } from './probes-in.ts'

/** Good ÷ offered requests; or 1 − prober outage ÷ window. */
export const uptime: Measure<'uptime'> = (ask) =>
  ask.indicator.by === 'time' ? byTime(ask) : byRequests(ask)

function byRequests(ask: Ask<'uptime'>): Value {
  const failed = errorShare(ask)
  const { confidence, observed, samples, bad } = failed
  return {
    ...failed,
    // Not 1 − errors: 999 of 1,000 must be the very number that 99.9 % is read as.
    observed: observed === null || bad === null ? null : (samples - bad) / samples,
    confidence: confidence && { ...confidence, low: 1 - confidence.high, high: 1 - confidence.low },
  }
}

function byTime({ context, span }: Ask<'uptime'>): Value {
  const lengthMs = span.endMs - span.startMs
  const rows = probesIn(context, span)
  if (rows.length === 0 || lengthMs <= 0) return noValue('no probe was sent in the window')
  const outMs = context.outages.reduce((sum, outage) => sum + outageWithinMs(outage, span), 0)
  const slowMs = slowProbeMs(context.probeRules)
  return {
    observed: Math.max(0, 1 - outMs / lengthMs),
    samples: rows.length,
    bad: rows.filter((row) => isBadProbe(context.record.probes, row, slowMs)).length,
    confidence: null,
    worst: [],
    uncertain: { bad: 0, total: 0 },
    note: `by the prober, to one tick of ${context.probeRules.intervalMs} ms`,
  }
}
