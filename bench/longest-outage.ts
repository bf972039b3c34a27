/** From the prober's rows to the longest outage in them, by the measure room's own rule. */
import type { Probes } from '../src/journal/record.ts'
import { type OutageRules, outages, type ProbeOutage } from '../src/measure/outage.ts'
import type { ProbeRow } from '../src/probe/probe.ts'

export function longestOutage(
  rows: readonly ProbeRow[],
  rules: OutageRules,
): { longest: ProbeOutage | undefined; count: number } {
  const seen = outages(columns(rows.toSorted((a, b) => a.dueMs - b.dueMs)), rules)
  const longest = seen.toSorted((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs))[0]
  return { longest, count: seen.length }
}

function columns(some: readonly ProbeRow[]): Probes {
  const none = { codes: new Uint16Array(some.length), values: [''] }
  return {
    length: some.length,
    dueMs: Float64Array.from(some, (row) => row.dueMs),
    startMs: Float64Array.from(some, (row) => row.startMs),
    endMs: Float64Array.from(some, (row) => row.endMs),
    ok: Uint8Array.from(some, (row) => Number(row.ok)),
    status: Uint16Array.from(some, (row) => row.status),
    error: none,
    instance: none,
    release: none,
  }
}

export function p95(sorted: readonly number[]): number {
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0
}
