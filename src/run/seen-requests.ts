/** The requests of the last seconds as numbers and in words: for triggers and guards, which decide while a drill runs. */
import { describeObjective } from '../drill/describe.ts'
import type { JsonObject } from '../drill/model.ts'
import type { Bound, Objective } from '../drill/objective.ts'
import { FiredrillError } from '../errors.ts'
import type { RecordedRequest } from '../journal/rows.ts'
import { quantileOf } from '../measure/percentile.ts'
import { formatMs } from '../units.ts'

/** So many of the failed ones are named. */
const NAMED_FAILURES = 5

/** Of at least one request. Failures are slower than anything. */
export function valueSeen({ indicator }: Objective, rows: readonly RecordedRequest[]): number {
  const failed = rows.filter(({ ok }) => !ok).length
  switch (indicator.kind) {
    case 'errors':
      return failed / rows.length
    case 'uptime':
      return (rows.length - failed) / rows.length
    case 'failures':
      return failed
    case 'latency':
      return percentileOf(rows, indicator.percentile) ?? 0
    default:
      throw new FiredrillError('drill-invalid', `A trigger cannot be about ${indicator.kind}.`, {
        hint: 'Name errors, failures or a latency.',
      })
  }
}

/** Is the value as the bound says? */
export function keeps(value: number, bound: Bound): boolean {
  switch (bound.op) {
    case 'below':
      return value < bound.value
    case 'atMost':
      return value <= bound.value
    case 'above':
      return value > bound.value
    case 'atLeast':
      return value >= bound.value
    case 'notWorseThan':
      throw new FiredrillError('drill-invalid', 'A trigger cannot be held against another window.', {
        hint: 'Name a number: above() or atLeast().',
      })
  }
}

function percentileOf(rows: readonly RecordedRequest[], percentile: number): number | null {
  const durations = Float64Array.from(rows, ({ ok, durationMs }) =>
    ok ? durationMs : Number.POSITIVE_INFINITY,
  )
  return quantileOf(durations.sort(), percentile / 100)
}

/** `12 of 590 requests of the last 3 s failed, p95 41 ms (wanted: errors above 1 %)`. */
export function inWords(objective: Objective, rows: readonly RecordedRequest[], overMs: number): string {
  const failed = rows.filter(({ ok }) => !ok).length
  const percentile = objective.indicator.kind === 'latency' ? objective.indicator.percentile : 95
  const slow = percentileOf(rows, percentile)
  const shown =
    slow === null ? '' : `, p${percentile} ${slow === Number.POSITIVE_INFINITY ? 'never' : formatMs(slow)}`
  return `${failed} of ${rows.length} requests of the last ${formatMs(overMs)} failed${shown} (${describeObjective(objective)})`
}

/** With the first that failed, by name. */
export function samplesOf(rows: readonly RecordedRequest[], sinceMs: number, untilMs: number): JsonObject {
  const failures = rows.filter(({ ok }) => !ok)
  const p95Ms = percentileOf(rows, 95)
  return {
    total: rows.length,
    failed: failures.length,
    p95Ms: p95Ms === Number.POSITIVE_INFINITY ? 'never' : p95Ms,
    sinceMs,
    untilMs,
    failures: failures.slice(0, NAMED_FAILURES).map((row) => ({
      startMs: row.startMs,
      durationMs: row.durationMs,
      status: row.status,
      error: row.error,
      operation: row.operation,
      instance: row.instance,
      release: row.release,
    })),
  }
}
